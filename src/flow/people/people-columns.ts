/** The columns of a people file. Who makes a file is told them with an example. */
export const personColumns = {
  number: { header: 'Number', example: 'E-1007' },
  name: { header: 'Name', example: 'Ada Stern' },
  email: { header: 'Email', example: 'ada.stern@firm.example' },
  entity: { header: 'Entity', example: 'DE' },
  role: { header: 'Role', example: 'architect' },
  startedOn: { header: 'Started On', example: '2024-04-01' },
  practice: { header: 'Practice', optional: true, example: 'CLOUD' },
  weeklyHours: { header: 'Weekly Hours', optional: true, example: '40' },
  timeZone: { header: 'Time Zone', optional: true, example: 'Europe/Berlin' },
  manager: { header: 'Manager Email', optional: true, example: 'ingrid.falk@firm.example' },
  cost: { header: 'Hourly Cost', optional: true, example: '68.50' },
  costFrom: { header: 'Cost From', optional: true, example: '2024-04-01' },
} as const
