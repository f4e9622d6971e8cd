/** Rules of a project. Pure: no database, no clock. */
export type ProjectState = 'new' | 'plan' | 'deliver' | 'complete' | 'closed'

/** Why a project may not start, or null. */
export function startRefusal(project: {
  readonly state: ProjectState
  readonly managerId: string | null
}): string | null {
  if (project.state !== 'plan') return 'project_not_in_plan'
  return project.managerId === null ? 'project_has_no_manager' : null
}

/** Why a project may not be completed, or null. */
export function completeRefusal(project: { readonly state: ProjectState }): string | null {
  return project.state === 'deliver' ? null : 'project_not_in_delivery'
}

/** Why a project may not be changed at all, or null. */
export function changeRefusal(project: { readonly state: ProjectState }): string | null {
  return project.state === 'closed' ? 'project_is_closed' : null
}

/** May time be recorded on a project in this state? After completion what was worked before may still come in. */
export function takesTime(state: ProjectState): boolean {
  return state === 'deliver' || state === 'complete'
}
