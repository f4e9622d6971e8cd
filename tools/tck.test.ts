import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
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
