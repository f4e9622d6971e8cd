/** Writes CSV as exports do: every cell that needs it is quoted, or every cell when the program exporting it does so. */
export function csvText(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  quotes: 'needed' | 'all' = 'needed',
): string {
  const cell = (text: string) =>
    quotes === 'all' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  return [header, ...rows].map((row) => `${row.map(cell).join(',')}\n`).join('')
}
