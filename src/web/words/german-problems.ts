/** German for what is wrong with one field, by the code of the problem; `{name}` is filled from its values. */
export const germanProblems: Readonly<Record<string, string>> = {
  missing: 'Wird benötigt.',
  empty: 'Darf nicht leer sein.',
  not_string: 'Muss Text sein.',
  not_number: 'Muss eine Zahl sein.',
  not_int: 'Muss eine ganze Zahl sein.',
  not_boolean: 'Muss Ja oder Nein sein.',
  not_array: 'Muss eine Liste sein.',
  not_object: 'Muss aus benannten Angaben bestehen.',
  not_record: 'Muss aus benannten Angaben bestehen.',
  no_uuid: 'Muss eine Kennung (UUID) sein.',
  no_date: 'Muss ein Tag sein, den es gibt.',
  no_datetime: 'Muss ein Zeitpunkt mit Zeitzone sein.',
  no_email: 'Muss eine E-Mail-Adresse sein.',
  no_url: 'Muss eine Webadresse sein.',
  no_text: 'Enthält Zeichen, die kein Text sind.',
  not_offered: 'Möglich ist nur: {values}.',
  unknown_field: 'Hat keine Angabe {fields}.',
  at_most: 'Höchstens {limit}.',
  at_most_characters: 'Höchstens {limit} Zeichen.',
  at_most_entries: 'Höchstens {limit} Einträge.',
  less_than: 'Weniger als {limit}.',
  less_than_characters: 'Weniger als {limit} Zeichen.',
  less_than_entries: 'Weniger als {limit} Einträge.',
  at_least: 'Mindestens {limit}.',
  at_least_characters: 'Mindestens {limit} Zeichen.',
  at_least_entries: 'Mindestens so viele Einträge: {limit}.',
  more_than: 'Mehr als {limit}.',
  more_than_characters: 'Mehr als {limit} Zeichen.',
  more_than_entries: 'Mehr als {limit} Einträge.',
  cell_empty: 'Ist leer.',
  cell_too_long: 'Ist länger als {limit} Zeichen.',
  cell_is_not: '„{value}“ passt nicht; erwartet wird {what}.',
  cell_stands_twice: 'Steht auch in Zeile {row}.',
  row_manager_unknown: '„{value}“ ist niemandes Adresse, weder in der Firma noch in dieser Datei.',
  row_email_taken: '„{value}“ ist schon die Adresse von {holder}.',
  row_rate_twice: 'Dieselbe Preisliste, Rolle und derselbe Tag stehen in Zeile {row}.',
  row_card_currency: 'Die Preisliste ist in {currency}; eine Preisliste hat eine Währung.',
  row_card_entity: 'Die Preisliste gehört einer anderen Gesellschaft; sie gehört einer oder keiner.',
  row_nobodys_address: '„{value}“ ist niemandes Adresse.',
  row_quote_is_out: 'Ein Angebot dazu liegt beim Kunden; verloren gehen kann es erst nach dem Angebot.',
  row_no_client:
    '„{value}“ ist kein Kunde. Legen Sie ihn an, oder lassen Sie unbekannte Unternehmen anlegen.',
  row_country_unknown:
    'Das Land von „{value}“ ist nicht bekannt. Geben Sie ein Land für neue Unternehmen an.',
  row_client_blocked: '„{value}“ ist gesperrt: kein neues Geschäft.',
  row_not_cleared: '{person} ist dann nicht freigegeben.',
  row_not_employed: '{person} hat dann nicht hier gearbeitet.',
  row_month_closed: 'Liegt in einem Monat, dessen Bücher geschlossen sind.',
  row_no_project: '„{value}“ ist kein Projekt der Firma, weder nach Nummer noch nach Name.',
  row_no_work_package: '„{value}“ ist kein Arbeitspaket von {project}, weder nach Kürzel noch nach Titel.',
  row_outside_work_package: 'Liegt außerhalb der Laufzeit des Arbeitspakets.',
  row_work_package_closed: 'Ist geschlossen.',
  row_not_in_delivery: 'Gehört zu einem Projekt, das nicht in der Durchführung ist.',
  row_day_too_long: '{person} hätte am {workedOn} {minutes} Stunden.',
  other_currency: 'Muss in {currency} sein, der Währung des Vertrags.',
  ends_before_start: 'Darf nicht vor dem Beginn liegen.',
  deal_client_not_active: '{subject} ist nicht aktiv. Vervollständigen und aktivieren Sie den Kunden.',
  deal_tax_rule_missing:
    '{subject} hat für das Land eines Kunden keine Steuerregel. Legen Sie sie bei der Firma an.',
  deal_exchange_rate_missing:
    '{subject} fehlt ein Wechselkurs für eine Währung des Angebots. Erfassen Sie ihn bei der Firma.',
  deal_purchase_order_missing: '{subject} verlangt für eine Position eine Bestellnummer.',
}

/** German for the words a contract brings itself, by those words. */
export const germanRules: Readonly<Record<string, string>> = {
  'must be a day since the year 1000': 'Muss ein Tag ab dem Jahr 1000 sein.',
  'must be a moment since the year 1000': 'Muss ein Zeitpunkt ab dem Jahr 1000 sein.',
  'must be a file name without folders or control characters':
    'Muss ein Dateiname ohne Ordner und Steuerzeichen sein.',
  'must be up to 20 letters, digits, points or hyphens':
    'Höchstens 20 Buchstaben, Ziffern, Punkte oder Bindestriche.',
  'must come with groupBy': 'Geht nur zusammen mit einer Gruppierung.',
  'must be an ISO 4217 currency code': 'Muss ein Währungskürzel nach ISO 4217 sein, etwa EUR.',
  'must be a decimal with at most 10 digits after the point, as text':
    'Muss eine Zahl mit höchstens 10 Nachkommastellen sein.',
  'must be a decimal with at most 6 digits after the point, as text':
    'Muss eine Zahl mit höchstens 6 Nachkommastellen sein.',
  'must be a decimal with at most 4 digits after the point, as text':
    'Muss eine Zahl mit höchstens 4 Nachkommastellen sein.',
  'must name either a person or a role': 'Nennen Sie entweder eine Person oder eine Rolle.',
  'must be an ISO 3166 country code': 'Muss ein Länderkürzel nach ISO 3166 sein, etwa DE.',
  'must be a BCP 47 language tag': 'Muss ein Sprachkürzel sein, etwa de-DE.',
  'names a line twice': 'Nennt eine Position zweimal.',
  'names an invoice twice': 'Nennt eine Rechnung zweimal.',
  'must not be below zero': 'Darf nicht unter null liegen.',
  'must change something: an amount, the last day or the effort':
    'Muss etwas ändern: einen Betrag, den letzten Tag oder den Aufwand.',
  'must be above zero': 'Muss über null liegen.',
  'must be 2 to 10 capital letters or digits, a letter first':
    '2 bis 10 Großbuchstaben oder Ziffern, zuerst ein Buchstabe.',
  'needs an IBAN or an account number': 'Braucht eine IBAN oder eine Kontonummer.',
  'must be an IANA time zone': 'Muss eine Zeitzone sein, etwa Europe/Berlin.',
  'must be 0 unless the category is standard or reduced':
    'Muss 0 sein, außer beim Regelsatz und beim ermäßigten Satz.',
  'must be at least 0 and below 100': 'Mindestens 0 und unter 100.',
  'must be a colour such as #1f4fd8': 'Muss eine Farbe sein, etwa #1f4fd8.',
  'names the same currencies and day twice': 'Nennt dieselben Währungen und denselben Tag zweimal.',
  'needs two currencies': 'Braucht zwei verschiedene Währungen.',
  'must be above zero and below 10,000,000,000': 'Muss über null und unter 10.000.000.000 liegen.',
  'must all lie in the year': 'Müssen alle in dem Jahr liegen.',
  'name a day twice': 'Nennt einen Tag zweimal.',
  'must be lower case letters, digits and hyphens, a letter first':
    'Kleinbuchstaben, Ziffern und Bindestriche, zuerst ein Buchstabe.',
  'names a role and day twice': 'Nennt eine Rolle und einen Tag zweimal.',
  'must be at least 0 with at most 9 digits before the point':
    'Mindestens 0, mit höchstens 9 Stellen vor dem Komma.',
  'comes with externalSystem': 'Gehört zusammen mit dem Fremdsystem.',
  'give either caseId or invoiceId': 'Geben Sie entweder den Fall oder die Rechnung an.',
  'give either entityId or entityCode': 'Geben Sie entweder die Gesellschaft oder ihr Kürzel an.',
  'needs accessRoles': 'Braucht Rollen, mit denen sich die Person anmeldet.',
  'name a skill twice': 'Nennt eine Fähigkeit zweimal.',
  'must be capitals, digits and hyphens': 'Großbuchstaben, Ziffern und Bindestriche.',
  'lies before pricedOn': 'Liegt vor dem Tag der Preise.',
  'lies before startsOn': 'Liegt vor dem Beginn.',
  'must be from 0 to 100': 'Von 0 bis 100.',
  'name the work by workPackageId, or by project and workPackage':
    'Nennen Sie die Arbeit durch das Arbeitspaket, oder durch Projekt und Arbeitspaket.',
  'must be a day before 9999-12-20': 'Muss ein Tag vor dem 20.12.9999 sein.',
  'must be at most 8 words': 'Höchstens 8 Wörter.',
  'say until when, unless probation is passed': 'Sagen Sie, bis wann, außer bei bestandener Probezeit.',
}

/** German for words that stand in a refusal as its values. */
export const germanValues: Readonly<Record<string, string>> = {
  'legal name': 'Firmierung',
  address: 'Anschrift',
  'invoice email': 'E-Mail für Rechnungen',
  'tax number': 'Steuernummer',
  price: 'Preis',
  'monthly fee': 'Monatspauschale',
  cap: 'Obergrenze',
  milestone: 'Meilenstein',
  nothing: 'nichts',
  'an address': 'eine Adresse',
  'an amount of at least zero in its currency, written 1234.50':
    'ein Betrag ab null in seiner Währung, geschrieben 1234.50',
  'the code of a legal entity': 'das Kürzel einer Gesellschaft',
  'the code of a delivery role': 'das Kürzel einer Rolle',
  'the code of a practice': 'das Kürzel eines Bereichs',
  'a number of hours in whole minutes, written 37.5': 'eine Stundenzahl in ganzen Minuten, geschrieben 37.5',
  'an IANA time zone': 'eine Zeitzone',
  'an ISO 4217 currency': 'eine Währung nach ISO 4217',
  'a day written YYYY-MM-DD': 'ein Tag, geschrieben JJJJ-MM-TT',
  'a moment written YYYY-MM-DD HH:MM': 'ein Zeitpunkt, geschrieben JJJJ-MM-TT HH:MM',
  'an ISO 3166 country code': 'ein Länderkürzel nach ISO 3166',
  'a probability from 0 to 1 in whole per cent': 'eine Wahrscheinlichkeit von 0 bis 1 in ganzen Prozent',
  'a duration of at most 24 hours, written HH:MM:SS':
    'eine Dauer von höchstens 24 Stunden, geschrieben HH:MM:SS',
  'a number of at least zero with at most 2 decimals, written 1234.5':
    'eine Zahl ab null mit höchstens 2 Nachkommastellen, geschrieben 1234.5',
  'a number of at least zero with at most 6 decimals, written 1234.5':
    'eine Zahl ab null mit höchstens 6 Nachkommastellen, geschrieben 1234.5',
  'who gives out rights could post and commit under a right they gave themselves':
    'wer Rechte vergibt, könnte mit einem selbst gegebenen Recht buchen und verpflichten',
  'who reviews an invoice does not release it': 'wer eine Rechnung prüft, gibt sie nicht frei',
  'who takes people on could approve the time of people who do not exist':
    'wer Personen anlegt, könnte die Zeit von Personen genehmigen, die es nicht gibt',
  'who sets the prices could sell below them without anybody noticing':
    'wer die Preise setzt, könnte unbemerkt darunter verkaufen',
  'who makes a sale could also invoice it, so that a sale that never was would look like one':
    'wer einen Verkauf abschließt, könnte ihn auch abrechnen, sodass ein Verkauf, den es nie gab, wie einer aussähe',
}
