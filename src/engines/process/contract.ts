/** What the process engine is asked: to deploy and run processes, to show people's work and have it done. */
import { refusalTable } from '#kernel/refusal.ts'

export * from './contract-activities.ts'
export * from './contract-calendars.ts'
export * from './contract-definitions.ts'
export * from './contract-many.ts'
export * from './contract-operations.ts'
export * from './contract-position.ts'
export * from './contract-processes.ts'
export * from './contract-replays.ts'
export * from './contract-task-answers.ts'
export * from './contract-task-talk.ts'
export * from './contract-tasks.ts'
export * from './contract-variants.ts'

export const refusals = refusalTable({
  process_model_invalid: {
    kind: 'invalid',
    message: 'The model cannot be deployed. To mend: {count}; see the problems listed. First: {first}',
  },
  process_not_found: {
    kind: 'not_found',
    message: 'There is no deployed process {key}. List them with processes.list.',
  },
  process_not_startable: {
    kind: 'conflict',
    message:
      'The process {key} has no start event without definition; it starts by its events only. Run the command behind its event instead.',
  },
  process_start_not_permitted: {
    kind: 'not_permitted',
    message:
      'You may not start the process {key}: its model names other roles. Ask somebody who holds one of them, or an administrator.',
  },
  process_already_running: {
    kind: 'conflict',
    message:
      'An instance of {key} for {businessKey} is active. Let it end, or cancel it, before another starts.',
  },
  instance_not_found: {
    kind: 'not_found',
    message: 'There is no process instance {instanceId}. List them with processes.instances.',
  },
  instance_not_active: {
    kind: 'conflict',
    message:
      'The process instance {instanceId} is {status}; only an active one can be changed. List active ones with processes.instances.',
  },
  activity_not_offered: {
    kind: 'conflict',
    message:
      'The process instance {instanceId} does not offer the activity {activity} now. It offers: {offered}. Choose one of those.',
  },
  instance_is_called: {
    kind: 'conflict',
    message:
      'The process instance {instanceId} was called by {callerId}. Do it to that one: what it has called follows.',
  },
  task_not_found: { kind: 'not_found', message: 'There is no task {taskId} for you. Look into tasks.list.' },
  task_not_open: {
    kind: 'conflict',
    message: 'The task {taskId} is {state}: somebody has done it, or it is not needed any more.',
  },
  task_claimed: {
    kind: 'conflict',
    message:
      'The task {taskId} is claimed by {assigneeId} already. Leave it to them, or have a lead assign it to you with tasks.assign.',
  },
  task_not_yours: {
    kind: 'not_permitted',
    message:
      'The task {taskId} is neither assigned to you nor offered to a role of yours. Look for yours with tasks.list.',
  },
  task_excluded: {
    kind: 'not_permitted',
    message:
      'You may not do the task {taskId}: four eyes are wanted, and two of them were yours before. Leave it to somebody else.',
  },
  task_assignment_refused: {
    kind: 'conflict',
    message:
      'The task {taskId} stays where it is: {command}, which listens to it being given to somebody, refuses. {why}',
  },
  task_done_by_command: {
    kind: 'conflict',
    message:
      'The task {taskId} is completed by {commands} on its subject, not by tasks.complete. Run one of those.',
  },
  task_form_invalid: {
    kind: 'invalid',
    message: 'What is given for the task {taskId} is not as its form asks; see the problems listed.',
  },
  start_form_invalid: {
    kind: 'invalid',
    message: 'What is given to start the process {key} is not as its form asks; see the problems listed.',
  },
  task_person_unknown: {
    kind: 'invalid',
    message: 'There is no active person {personId} to give the task to. Choose somebody who can sign in.',
  },
  task_not_delegated: {
    kind: 'conflict',
    message: 'The task {taskId} is {state}, not delegated to you by anybody. Complete it, or release it.',
  },
  task_awaits_answer: {
    kind: 'conflict',
    message:
      'The task {taskId} waits for an answer of {asked}. Complete it when they have answered, or answer it yourself with tasks.answer.',
  },
  tasks_not_all_completed: {
    kind: 'conflict',
    message: '{count} of {of} tasks cannot be completed, so none was; see the problems listed.',
  },
  task_question_not_found: {
    kind: 'not_found',
    message: 'The task {taskId} has no open question {questionId}. See its conversation with tasks.get.',
  },
  task_question_not_yours: {
    kind: 'not_permitted',
    message: 'You were not asked {questionId}, and did not ask it. Leave the answer to {askedId}.',
  },
  calendar_invalid: {
    kind: 'invalid',
    message: 'The calendar {name} cannot be counted with: {problem}. Correct it and set it again.',
  },
  calendar_not_found: {
    kind: 'not_found',
    message: 'There is no calendar {name}. List them with calendars.list.',
  },
  incident_not_found: {
    kind: 'not_found',
    message: 'There is no incident {incidentId}. List them with incidents.list.',
  },
  incident_closed: {
    kind: 'conflict',
    message: 'The incident {incidentId} is closed already. List open ones with incidents.list.',
  },
})
