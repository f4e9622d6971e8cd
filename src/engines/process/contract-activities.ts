/** What the process engine is asked about the activities of ad-hoc subprocesses. */
import { z } from 'zod'
import { command, id } from '#kernel/contract.ts'
import { anInstance, node, status, variables, watchers } from './contract-words.ts'

export const activate = command({
  name: 'processes.activate',
  summary: 'Chooses an activity of an ad-hoc subprocess that waits for a choice, as often as wanted.',
  input: z.strictObject({
    instanceId: id,
    activity: node,
    element: z
      .int()
      .optional()
      .meta({ description: 'The number of the ad-hoc subprocess; the oldest that offers the activity.' }),
    variables: variables.default({}).meta({ description: 'Variables of the activity alone.' }),
  }),
  output: z.object({ instanceId: id, status }),
  refusals: ['instance_not_found', 'instance_not_active', 'activity_not_offered'],
  touches: ['process_instance'],
  target: 'instanceId',
  versioned: true,
  roles: watchers,
  examples: [{ instanceId: anInstance, activity: 'check_references', variables: { candidate: 'Ann' } }],
})
