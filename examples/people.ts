/** The people of Alder Systems: fourteen who work on the engagement, and those who sell it, lead it, look at its terms and bill it. */

export interface ExamplePerson {
  readonly number: string
  readonly name: string
  readonly entity: 'US' | 'DE' | 'SG'
  readonly practice: string
  readonly role: string
  readonly startedOn: string
  readonly weeklyHours: string
  /** Cost of an hour in the currency of the entity. */
  readonly cost: string
  readonly manager: string
  /** Roles to sign in with. */
  readonly accessRoles: readonly string[]
}

const row = (line: string): ExamplePerson => {
  const [
    number = '',
    name = '',
    entity = '',
    practice = '',
    role = '',
    startedOn = '',
    weeklyHours = '',
    cost = '',
    manager = '',
    access = '',
  ] = line.split('|').map((cell) => cell.trim())
  return {
    number,
    name,
    entity: entity as ExamplePerson['entity'],
    practice,
    role,
    startedOn,
    weeklyHours,
    cost,
    manager,
    accessRoles: access.split(' '),
  }
}

export const people: readonly ExamplePerson[] = [
  'A-1001 | Edward Lang   | US | CLOUD  | operations       | 2015-03-02 | 40   | 118.00 |              | executive',
  'A-1002 | Sam Ortiz     | US | RETAIL | account-lead     | 2018-09-03 | 40   |  84.00 | Edward Lang  | sales',
  'A-1003 | Carla Mendes  | US | CLOUD  | operations       | 2019-01-07 | 40   |  78.00 | Edward Lang  | controller',
  'A-1004 | Ben Carver    | US | CLOUD  | operations       | 2021-06-14 | 40   |  52.00 | Carla Mendes | billing',
  'A-1005 | Ruth Adeyemi  | US | CLOUD  | operations       | 2020-02-03 | 40   |  60.00 | Edward Lang  | resource-manager',
  'A-1006 | Ingrid Falk   | DE | CLOUD  | delivery-lead    | 2016-05-02 | 40   |  82.00 | Edward Lang  | delivery-lead',
  'A-1007 | Nina Sato     | SG | RETAIL | account-lead     | 2022-04-04 | 40   |  62.00 | Edward Lang  | sales',
  'A-1008 | Helena Kraus  | DE | CLOUD  | operations       | 2023-05-02 | 40   |  74.00 | Edward Lang  | legal',
  'A-2001 | Maya Okafor   | US | RETAIL | architect        | 2017-08-21 | 40   |  96.00 | Ingrid Falk  | consultant',
  'A-2002 | Daniel Reyes  | US | RETAIL | consultant       | 2019-10-07 | 40   |  74.50 | Maya Okafor  | consultant',
  'A-2003 | Hannah Cole   | US | RETAIL | consultant       | 2022-01-10 | 40   |  68.00 | Maya Okafor  | consultant',
  'A-2004 | Tyler Brooks  | US | CLOUD  | engineer         | 2021-03-15 | 40   |  66.25 | Maya Okafor  | consultant',
  'A-3001 | Jonas Weber   | DE | CLOUD  | project-manager  | 2018-02-01 | 40   |  71.00 | Ingrid Falk  | consultant project-manager',
  'A-3002 | Lena Hartmann | DE | CLOUD  | architect        | 2017-11-01 | 40   |  78.50 | Ingrid Falk  | consultant',
  'A-3003 | Emre Yilmaz   | DE | CLOUD  | senior-engineer  | 2019-04-01 | 40   |  66.00 | Jonas Weber  | consultant',
  'A-3004 | Sofia Brandt  | DE | CLOUD  | senior-engineer  | 2020-09-01 | 40   |  64.50 | Jonas Weber  | consultant',
  'A-3005 | Paul Richter  | DE | CLOUD  | engineer         | 2022-06-01 | 40   |  54.00 | Jonas Weber  | consultant',
  'A-3006 | Mei Vogt      | DE | CLOUD  | engineer         | 2023-02-01 | 37.5 |  52.75 | Jonas Weber  | consultant',
  'A-3007 | Clara Neumann | DE | CLOUD  | tester           | 2021-08-01 | 37.5 |  49.00 | Jonas Weber  | consultant',
  'A-4001 | Wei Jie Tan   | SG | CARE   | support-engineer | 2020-07-06 | 40   |  41.00 | Nina Sato    | consultant',
  'A-4002 | Priya Nair    | SG | CARE   | support-engineer | 2021-11-01 | 40   |  39.50 | Nina Sato    | consultant',
  'A-4003 | Arjun Menon   | SG | CARE   | support-engineer | 2023-05-02 | 40   |  36.00 | Nina Sato    | consultant',
].map(row)

/** `Wei Jie Tan` signs in as wei.jie.tan@alder.example. */
export const emailOf = (name: string) => `${name.toLowerCase().replaceAll(' ', '.')}@alder.example`

export const peopleHeader = [
  'Number',
  'Name',
  'Email',
  'Entity',
  'Role',
  'Started On',
  'Practice',
  'Weekly Hours',
  'Manager Email',
  'Hourly Cost',
]

export const peopleRows = people.map((one) => [
  one.number,
  one.name,
  emailOf(one.name),
  one.entity,
  one.role,
  one.startedOn,
  one.practice,
  one.weeklyHours,
  one.manager && emailOf(one.manager),
  one.cost,
])
