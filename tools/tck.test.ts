import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { runTckFolder, tckFolders } from './tck.ts'

const MODEL = `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="urn:t" name="t">
  <inputData id="i" name="Age"><variable name="Age" typeRef="number"/></inputData>
  <decision id="d" name="Adult"><variable name="Adult"/>
    <informationRequirement><requiredInput href="#i"/></informationRequirement>
    <literalExpression><text>Age >= 18</text></literalExpression></decision>
</definitions>`

function testFile(expected: boolean): string {
  return `<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
    <modelName>t.dmn</modelName>
    <testCase id="001">
      <inputNode name="Age"><value xsi:type="xsd:decimal">17</value></inputNode>
      <resultNode name="Adult" type="decision"><expected><value xsi:type="xsd:boolean">${expected}</value></expected></resultNode>
    </testCase></testCases>`
}

function kit(expected: boolean): string {
  const folder = mkdtempSync(join(tmpdir(), 'tck-'))
  writeFileSync(join(folder, 't.dmn'), MODEL)
  writeFileSync(join(folder, 't-test-01.xml'), testFile(expected))
  return folder
}

test('a case that comes out as expected passes', () => {
  assert.deepEqual(
    runTckFolder(kit(false)).map((o) => o.passed),
    [true],
  )
})

test('a case that comes out otherwise fails and says what was expected', () => {
  const [outcome] = runTckFolder(kit(true))
  assert.equal(outcome?.passed, false)
  assert.equal(outcome?.message, 'expected true, got false')
})

const SERVICES = `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="urn:s" name="s">
  <import name="base" namespace="urn:base" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>
  <inputData id="from" name="from"><variable name="from"/></inputData>
  <inputData id="lines" name="lines"><variable name="lines"/></inputData>
  <decision id="until" name="until"><variable name="until"/>
    <informationRequirement><requiredInput href="#from"/></informationRequirement>
    <literalExpression><text>from + @"P1M"</text></literalExpression></decision>
  <decision id="total" name="total"><variable name="total"/>
    <informationRequirement><requiredInput href="#lines"/></informationRequirement>
    <informationRequirement><requiredDecision href="urn:base#rate"/></informationRequirement>
    <literalExpression><text>{sum: sum(lines.amount) * base.rate, ok: true}</text></literalExpression></decision>
  <decision id="fails" name="fails"><variable name="fails"/><literalExpression><text>(</text></literalExpression></decision>
  <decisionService id="both" name="both"><variable name="both"/><outputDecision href="#until"/><outputDecision href="#total"/>
    <inputData href="#from"/><inputData href="#lines"/></decisionService>
  <businessKnowledgeModel id="twice" name="twice"><variable name="twice"/><encapsulatedLogic>
    <formalParameter name="n" typeRef="number"/><literalExpression><text>n * 2</text></literalExpression></encapsulatedLogic>
  </businessKnowledgeModel>
</definitions>`

const BASE = `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="urn:base" name="base">
  <decision id="rate" name="rate"><variable name="rate"/><literalExpression><text>2</text></literalExpression></decision></definitions>`

const GIVEN = `<inputNode name="from"><value xsi:type="xsd:date">2026-01-31</value></inputNode>
  <inputNode name="lines"><list>
    <item><component name="amount"><value xsi:type="xsd:decimal">1.5</value></component></item>
    <item><component name="amount"><value xsi:type="xsd:decimal">2</value></component></item></list></inputNode>`

function cases(until: string, total: string): string {
  return `<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
    <modelName>a.dmn</modelName>
    <testCase id="service" type="decisionService" invocableName="both">${GIVEN}
      <resultNode name="until"><expected><value xsi:type="xsd:date">${until}</value></expected></resultNode>
      <resultNode name="total"><expected><component name="sum"><value>${total}</value></component>
        <component name="ok"><value>true</value></component></expected></resultNode></testCase>
    <testCase id="function" type="bkm" invocableName="twice"><inputNode name="n"><value xsi:type="xsd:decimal">4</value></inputNode>
      <resultNode name="twice"><expected><value xsi:type="xsd:decimal">8.0</value></expected></resultNode></testCase>
    <testCase id="error"><resultNode name="fails" type="decision" errorResult="true"><expected><value xsi:nil="true"/></expected></resultNode></testCase>
  </testCases>`
}

test('services, functions, imports, typed inputs, nested results and errors are cases like others', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tck-'))
  mkdirSync(join(folder, 'below'))
  writeFileSync(join(folder, 'a.dmn'), SERVICES)
  writeFileSync(join(folder, 'below', 'base.dmn'), BASE)
  writeFileSync(join(folder, 'a-test-01.xml'), cases('2026-02-28', '7'))
  writeFileSync(join(folder, 'a-test-02.xml'), cases('2026-03-03', '7.5'))
  assert.deepEqual(
    runTckFolder(folder).map((o) => o.passed),
    [true, true, true, true, false, false, true, true],
  )
})

test('a test file without a case is no pass', () => {
  const folder = kit(false)
  writeFileSync(join(folder, 't-test-02.xml'), '<testCases><modelName>t.dmn</modelName></testCases>')
  assert.deepEqual(
    runTckFolder(folder).map((o) => o.passed),
    [true, false],
  )
})

test('a result of a decision the model does not have is no null', () => {
  const folder = kit(false)
  const nil = '<expected><value xsi:nil="true"/></expected>'
  const missing = `<testCases xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><modelName>t.dmn</modelName>
    <testCase id="1"><resultNode name="Nobody" type="decision">${nil}</resultNode></testCase>
    <testCase id="2"><resultNode name="Adult" type="decision">${nil}</resultNode></testCase></testCases>`
  writeFileSync(join(folder, 't-test-02.xml'), missing)
  assert.deepEqual(
    runTckFolder(folder).map((o) => o.passed),
    [true, false, true],
  )
})

// The kit is not part of the repository: whoever has it names its folder.
const folder = process.env['THROUGHLINE_DMN_TCK']
if (folder !== undefined) {
  test('the conformance kit passes', () => {
    const failed = tckFolders(folder).flatMap((one) =>
      runTckFolder(one)
        .filter((o) => !o.passed)
        .map((o) => `${one}: ${o.test}: ${o.message}`),
    )
    assert.deepEqual(failed, [])
  })
}
