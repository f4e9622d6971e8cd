/** The icons of the house: one stroke, one size of grid, drawn for what they are used for here. */
const shapes = {
  home: 'M4 11 12 4l8 7M6 9.5V20h4v-6h4v6h4V9.5',
  inbox: 'M4 13h4l1.5 3h5L16 13h4M4 13l3-8h10l3 8v6H4z',
  deals: 'M4 18V6M4 18h16M8 14l4-4 3 3 5-6',
  quote: 'M7 3h7l4 4v14H7zM14 3v4h4M10 12h5M10 16h5',
  contract: 'M6 3h12v18H6zM9 8h6M9 12h6M9 16h3',
  project: 'M4 6h7v5H4zM13 13h7v5h-7zM4 15h6M14 8h6',
  staffing:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM3 20c0-3.5 2.5-6 6-6s6 2.5 6 6M16 5a3 3 0 0 1 0 6M18 14c2 .8 3 3 3 6',
  time: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.5 2',
  billing: 'M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6',
  revenue: 'M4 20h16M6 20v-6M11 20V9M16 20V5',
  cash: 'M3 7h18v10H3zM12 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5M6 10v4M18 10v4',
  ledger: 'M5 4h14v16H5zM9 4v16M12 8h4M12 12h4',
  process:
    'M4 12a2 2 0 1 0 4 0 2 2 0 1 0-4 0M8 12h3M11 9h5v6h-5zM16 12h3M19 12a1.5 1.5 0 1 0 3 0 1.5 1.5 0 1 0-3 0',
  clients: 'M4 20V5h9v15M13 9h7v11M7 9h3M7 13h3M16 13h1M16 17h1M3 20h18',
  people: 'M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8M5 21c0-4 3-7 7-7s7 3 7 7',
  settings:
    'M4 7h10M18 7h2M4 17h2M10 17h10M14 7a2 2 0 1 0 4 0 2 2 0 1 0-4 0M6 17a2 2 0 1 0 4 0 2 2 0 1 0-4 0',
  journal: 'M5 4h11l3 3v13H5zM8 10h8M8 14h8M8 17h5',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l4 4',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  plus: 'M12 5v14M5 12h14',
  check: 'M5 12.5 10 17 19 7',
  close: 'M6 6l12 12M18 6 6 18',
  back: 'M15 5l-7 7 7 7',
  next: 'M9 5l7 7-7 7',
  down: 'M6 9l6 6 6-6',
  up: 'M6 15l6-6 6 6',
  undo: 'M9 7 4 12l5 5M4 12h10a5 5 0 0 1 5 5v2',
  question: 'M9 9a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4M12 18h.01',
  warning: 'M12 4 2.5 20h19zM12 10v4M12 17h.01',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 8v4h3',
  groups: 'M4 6h16M8 11h12M8 16h12M4 11h.01M4 16h.01',
  filter: 'M4 5h16l-6 8v6l-4-2v-4z',
  columns: 'M4 5h16v14H4zM10 5v14M15 5v14',
  download: 'M12 4v11M7 11l5 5 5-5M5 20h14',
  upload: 'M12 16V5M7 9l5-5 5 5M5 20h14',
  star: 'M12 4l2.4 5 5.6.7-4.1 3.8 1.1 5.5-5-2.8-5 2.8 1.1-5.5L4 9.7 9.6 9z',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  file: 'M7 3h7l4 4v14H7zM14 3v4h4',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6l1.4 1.4M17 17l1.4 1.4M5.6 18.4 7 17M17 7l1.4-1.4',
  moon: 'M19 14.5A8 8 0 0 1 9.5 5 8 8 0 1 0 19 14.5z',
  paint: 'M4 15V5h14v6H4M11 11v3M9.5 14h3v6h-3zM18 8h2v4',
  bell: 'M6 17V11a6 6 0 1 1 12 0v6l1.5 2h-15zM10 21h4',
  link: 'M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1',
  edit: 'M4 20h4L19 9l-4-4L4 16zM13 7l4 4',
  delegate: 'M4 12h13M12 6l6 6-6 6',
  send: 'M4 4l17 8-17 8 3-8zM7 12h8',
} as const

export type IconName = keyof typeof shapes

/** An icon beside words; alone it needs a label on its button. */
export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      style={{ flex: 'none' }}
    >
      <path d={shapes[name]} />
    </svg>
  )
}
