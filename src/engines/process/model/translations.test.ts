import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileModel } from './compile.ts'

const named = (language: string, name: string) =>
  `<bpmn:extensionElements><zeebe:properties><zeebe:property name="name:${language}" value="${name}" /></zeebe:properties></bpmn:extensionElements>`

const model = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="t">
  <bpmn:process id="errand" name="Errand" isExecutable="true">
    ${named('de', 'Besorgung')}
    <bpmn:laneSet id="lanes"><bpmn:lane id="office" name="Office">${named('de', 'Büro')}<bpmn:flowNodeRef>s</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>
    <bpmn:startEvent id="s" name="Asked"><bpmn:outgoing>f</bpmn:outgoing></bpmn:startEvent>
    <bpmn:subProcess id="whole" name="Whole">
      ${named('fr', 'Entier')}
      <bpmn:incoming>f</bpmn:incoming>
      <bpmn:startEvent id="inner"><bpmn:outgoing>g</bpmn:outgoing></bpmn:startEvent>
      <bpmn:sequenceFlow id="g" name="go" sourceRef="inner" targetRef="work">${named('de', 'los')}</bpmn:sequenceFlow>
      <bpmn:userTask id="work" name="Do it">${named('de', 'Erledigen').replace('</zeebe:properties>', '<zeebe:property name="name:fr" value="Faire" /></zeebe:properties>')}<bpmn:incoming>g</bpmn:incoming></bpmn:userTask>
    </bpmn:subProcess>
    <bpmn:sequenceFlow id="f" sourceRef="s" targetRef="whole" />
  </bpmn:process>
</bpmn:definitions>`

test('a model says its names in other languages, wherever a name stands', async () => {
  const { graphs, findings } = await compileModel(model)
  assert.deepEqual(findings, [])
  assert.deepEqual(graphs[0]?.translations, {
    errand: { de: 'Besorgung' },
    office: { de: 'Büro' },
    whole: { fr: 'Entier' },
    work: { de: 'Erledigen', fr: 'Faire' },
    g: { de: 'los' },
  })
  assert.equal(graphs[0]?.name, 'Errand')
})
