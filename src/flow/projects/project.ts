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

/** How far the closing of a completed project is. */
export type Closure = 'none' | 'asked' | 'confirmed'

interface Closing {
  readonly state: ProjectState
  readonly closure: Closure
}

/** Why the closing of a project may not be asked for, or null. */
export function askClosureRefusal({ state, closure }: Closing): string | null {
  if (state !== 'complete') return 'project_not_complete'
  return closure === 'none' ? null : 'closure_asked_already'
}

/** Why the closing of a project may not be confirmed, or null. */
export function confirmClosureRefusal({ closure }: Pick<Closing, 'closure'>): string | null {
  return closure === 'asked' ? null : 'closure_not_asked'
}

/** Why the closing of a project may not be given up, or null. */
export function cancelClosureRefusal({ closure }: Pick<Closing, 'closure'>): string | null {
  return closure === 'none' ? 'closure_not_asked' : null
}

/** Why a project may not be closed, or null. */
export function closeRefusal({ closure }: Pick<Closing, 'closure'>): string | null {
  return closure === 'confirmed' ? null : 'closure_not_asked'
}

/** Why a project may not be changed at all, or null. */
export function changeRefusal(project: { readonly state: ProjectState }): string | null {
  return project.state === 'closed' ? 'project_is_closed' : null
}

/** Why the effort of a work package may not be planned by hand, or null: what the client pays for changes with the contract. */
export function plannedRefusal(workPackage: { readonly isPlanned: boolean }): string | null {
  return workPackage.isPlanned ? 'work_package_is_planned' : null
}

/** May time be recorded on a project in this state? After completion what was worked before may still come in. */
export function takesTime(state: ProjectState): boolean {
  return state === 'deliver' || state === 'complete'
}
