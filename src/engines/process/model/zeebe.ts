/**
 * The `zeebe:` extension vocabulary of Camunda 8, as far as it is read here, described for bpmn-moddle.
 *
 * Types that are declared but not executed where they stand are refused by the check with their element named; a type
 * that is not declared at all is listed as a warning. None is passed over in silence.
 */

const attributes = (...names: string[]) => names.map((name) => ({ name, isAttr: true, type: 'String' }))
const many = (name: string, type: string) => ({ name, type, isMany: true })
const element = (name: string, ...properties: object[]) => ({ name, superClass: ['Element'], properties })

/** The descriptor given to bpmn-moddle. */
export const zeebe = {
  name: 'zeebe',
  prefix: 'zeebe',
  uri: 'http://camunda.org/schema/zeebe/1.0',
  xml: { tagAlias: 'lowerCase' },
  types: [
    element('TaskDefinition', ...attributes('type', 'retries')),
    element('IoMapping', many('inputParameters', 'Input'), many('outputParameters', 'Output')),
    element('Input', ...attributes('source', 'target')),
    element('Output', ...attributes('source', 'target')),
    element('TaskHeaders', many('values', 'Header')),
    element('Header', ...attributes('id', 'key', 'value')),
    element('Properties', many('properties', 'Property')),
    element('Property', ...attributes('name', 'value')),
    element('AssignmentDefinition', ...attributes('assignee', 'candidateGroups', 'candidateUsers')),
    element('TaskSchedule', ...attributes('dueDate', 'followUpDate')),
    element('PriorityDefinition', ...attributes('priority')),
    element(
      'FormDefinition',
      ...attributes('formKey', 'formId', 'bindingType', 'externalReference', 'versionTag'),
    ),
    element('UserTask'),
    element('CalledDecision', ...attributes('decisionId', 'resultVariable', 'bindingType', 'versionTag')),
    element(
      'CalledElement',
      ...attributes('processId', 'propagateAllChildVariables', 'propagateAllParentVariables'),
      ...attributes('bindingType', 'versionTag'),
    ),
    element('Script', ...attributes('expression', 'resultVariable')),
    element(
      'LoopCharacteristics',
      ...attributes('inputCollection', 'inputElement', 'outputCollection', 'outputElement'),
    ),
    element('Subscription', ...attributes('correlationKey')),
    element('PublishMessage', ...attributes('correlationKey', 'messageId', 'timeToLive')),
    element('VersionTag', ...attributes('value')),
    element('ExecutionListeners', many('listeners', 'ExecutionListener')),
    element('ExecutionListener', ...attributes('eventType', 'retries', 'type'), {
      name: 'headers',
      type: 'TaskHeaders',
    }),
    element('TaskListeners', many('listeners', 'TaskListener')),
    element('TaskListener', ...attributes('eventType', 'retries', 'type'), {
      name: 'headers',
      type: 'TaskHeaders',
    }),
    element('AdHoc', ...attributes('activeElementsCollection', 'outputCollection', 'outputElement')),
    element('ConditionalFilter', ...attributes('variableNames', 'variableEvents')),
    element('LinkedResources', many('values', 'LinkedResource')),
    element(
      'LinkedResource',
      ...attributes('resourceId', 'resourceType', 'bindingType', 'linkName', 'versionTag'),
    ),
    element('UserTaskForm', { name: 'body', isBody: true, type: 'String' }, ...attributes('id')),
  ],
}
