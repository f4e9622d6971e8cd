/** The door of projects: what later rooms may use. */
export { requirePeople } from './assign-manager.ts'
export { type ProjectState, takesTime } from './project.ts'
export {
  lockProject,
  managedOnly,
  type Project,
  projectsById,
  requireManaged,
  type WorkPackage,
  workPackagesById,
  workPackagesOf,
  workPackagesOfNamedProjects,
} from './project-table.ts'
