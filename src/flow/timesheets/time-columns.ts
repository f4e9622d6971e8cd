/** The columns of the detailed time report of Clockify. Who makes a file is told them with an example. */
export const timeColumns = {
  project: { header: 'Project', example: 'P-0001' },
  task: { header: 'Task', example: 'WP1' },
  email: { header: 'Email', example: 'ada.stern@firm.example' },
  startDate: { header: 'Start Date', example: '2026-03-02' },
  startTime: { header: 'Start Time', example: '09:00:00' },
  endDate: { header: 'End Date', example: '2026-03-02' },
  endTime: { header: 'End Time', example: '11:30:00' },
  duration: { header: 'Duration (h)', example: '02:30:00' },
  billable: { header: 'Billable', optional: true, example: 'Yes' },
  description: { header: 'Description', optional: true, example: 'Data model' },
} as const
