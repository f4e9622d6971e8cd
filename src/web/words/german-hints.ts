import { germanHintsMore } from './german-hints-more.ts'

/** German for what stands beside a field in a form, by the description in its contract. */
export const germanHints: Readonly<Record<string, string>> = {
  ...germanHintsMore,
  'Reports what would change and every error, and changes nothing.':
    'Zeigt, was sich ändern würde, und jeden Fehler, und ändert nichts.',
  'Submits the weeks at once.': 'Reicht die Wochen gleich ein.',
  'Code or title of the work package.': 'Kürzel oder Titel des Arbeitspakets.',
  'By default chargeable where a contract pays for the work.':
    'Fakturierbar, wo ein Vertrag die Arbeit bezahlt, wenn nichts gesagt wird.',
  'Minutes on each working day.': 'Stunden an jedem Arbeitstag.',
  'Only hard bookings consume capacity.': 'Nur feste Buchungen verbrauchen Kapazität.',
  'The reason, when capacity may be exceeded.': 'Der Grund, wenn die Kapazität überschritten werden darf.',
  'How the line is billed.': 'Wie die Position abgerechnet wird.',
  'What legal says about the terms.': 'Was die Rechtsabteilung zu den Bedingungen sagt.',
  'Whose form of contract is signed.': 'Wessen Vertragsform unterschrieben wird.',
  'Whether our liability has a limit.': 'Ob unsere Haftung begrenzt ist.',
  'The country whose law governs; that of the entity that sells when empty.':
    'Das Land, dessen Recht gilt; leer: das der verkaufenden Gesellschaft.',
  'Days to pay an invoice; those of the client when empty.': 'Zahlungsziel in Tagen; leer: das des Kunden.',
  'What else is not as our own terms have it, in words.':
    'Was sonst von unseren eigenen Bedingungen abweicht, in Worten.',
  'Whether those who may have approved the quote before it goes out.':
    'Ob die Zuständigen das Angebot genehmigt haben, bevor es hinausgeht.',
  'A work package of the project by its title; a new one is made for a new title.':
    'Ein Arbeitspaket des Projekts nach seinem Titel; für einen neuen Titel entsteht ein neues.',
  'Price of an hour in the currency of the contract; a rate that is agreed already stays.':
    'Preis einer Stunde in der Währung des Vertrags; ein schon vereinbarter Satz bleibt.',
  'Expected cost of an hour in the currency of the contract.':
    'Erwartete Kosten einer Stunde in der Währung des Vertrags.',
  'What went well, what did not, and what to do otherwise next time.':
    'Was gut ging, was nicht, und was nächstes Mal anders zu tun ist.',
  'What is to be done otherwise, and why.': 'Was anders getan werden soll, und warum.',
  'What is paid more: a new milestone of a fixed fee, or added to estimate and cap.':
    'Was mehr bezahlt wird: ein neuer Meilenstein eines Festpreises, sonst mehr in Schätzung und Obergrenze.',
  'When the new milestone of a fixed fee is due.': 'Wann der neue Meilenstein eines Festpreises fällig ist.',
  'The new last day, when the work takes longer.': 'Der neue letzte Tag, wenn die Arbeit länger dauert.',
  'What shows it: a signed paper, a mail; or why not.':
    'Was es belegt: ein unterschriebenes Papier, eine E-Mail; oder warum nicht.',
  'The entity that sells and bills.': 'Die Gesellschaft, die verkauft und abrechnet.',
  'Fixed fee: the fee; the sum of the milestones when left out.':
    'Festpreis: der Preis; sonst die Summe der Meilensteine.',
  'Recurring fee: the fee of each month, before any discount.':
    'Pauschale: der Betrag je Monat, vor einem Nachlass.',
  'Time and materials: the most that may be billed (not to exceed).':
    'Zeit und Material: was höchstens abgerechnet werden darf.',
  'Time and materials: off the rate card. Recurring fee: off the monthly fee.':
    'Zeit und Material: auf die Preisliste. Pauschale: auf den Monatsbetrag.',
  "The client's order number.": 'Die Bestellnummer des Kunden.',
  'Planned effort in minutes.': 'Geplanter Aufwand in Stunden.',
  'Personnel number.': 'Personalnummer.',
  'Minutes of work a week.': 'Arbeitsstunden je Woche.',
  'That of the entity when left out.': 'Wie bei der Gesellschaft, wenn nichts angegeben ist.',
  'What an hour costs, from the first day of work, in the currency of the entity.':
    'Was eine Stunde ab dem ersten Arbeitstag kostet, in der Währung der Gesellschaft.',
  'At least 12 characters.': 'Mindestens 12 Zeichen.',
  'At least 12 characters; length counts for more than signs.':
    'Mindestens 12 Zeichen; Länge zählt mehr als Sonderzeichen.',
  'From 1 (learning) to 5 (teaches it).': 'Von 1 (lernt es) bis 5 (lehrt es).',
  'Where it stands, in the words of the CRM.': 'Wo sie steht, in den Worten des CRM.',
  'What it may be worth, before tax.': 'Was sie wert sein kann, vor Steuern.',
  'Chance of winning it, per cent.': 'Wie wahrscheinlich der Gewinn ist, in Prozent.',
  'Short name; it leads the invoice numbers.': 'Steht am Anfang der Rechnungsnummern.',
  'As it is registered.': 'Wie im Register eingetragen.',
  'ISO 3166 country code.': 'Zwei Buchstaben nach ISO 3166, etwa DE.',
  'The functional currency: its books are kept in it.': 'In ihr werden die Bücher geführt.',
  'Street, building, department.': 'Straße, Gebäude, Abteilung.',
  'State or province, where used.': 'Bundesland oder Provinz, wo üblich.',
  'VAT, GST or federal tax number.': 'Umsatzsteuer- oder Steuernummer.',
  'Register and number, if any.': 'Register und Nummer, falls vorhanden.',
  'The name of the bank.': 'Der Name der Bank.',
  'Month in which the fiscal year begins; invoice numbers start again with it.':
    'Die Rechnungsnummern beginnen mit ihm neu.',
  'The category of EN 16931.': 'Die Kategorie nach EN 16931.',
  'Per cent of the net amount.': 'Prozent des Nettobetrags.',
  'What the law wants printed on the invoice.': 'Was nach dem Gesetz auf der Rechnung stehen muss.',
  'How many units of target one unit of source buys.':
    'Wie viele Einheiten der Zielwährung eine Einheit der Quelle kauft.',
  'Country of the client, or * for every country without a rule of its own.':
    'Land des Kunden, oder * für jedes Land ohne eigene Regel.',
  'What came in, in the currency it came in.': 'Was einging, in der Währung, in der es einging.',
  "The bank's own reference; one transaction is recorded once.":
    'Die Referenz der Bank; ein Umsatz wird nur einmal erfasst.',
  'What the payer wrote.': 'Was der Zahlende geschrieben hat.',
  'What they do there.': 'Was die Person dort tut.',
  'What people call it; no two clients have one name.': 'Wie man ihn nennt; keine zwei Kunden heißen gleich.',
  'As it is registered and as invoices say it.': 'Wie eingetragen und wie es auf Rechnungen steht.',
  'What it is usually billed in.': 'Worin üblicherweise abgerechnet wird.',
  'Where invoices are mailed to.': 'Wohin Rechnungen gesendet werden.',
  'The language and number format of its invoices.': 'Sprache und Zahlenformat der Rechnungen.',
  'Days from invoice date to due date.': 'Tage vom Rechnungsdatum bis zur Fälligkeit.',
  'Only for what this client pays; for all unless told.':
    'Nur für das, was dieser Kunde zahlt; ohne Angabe für alles.',
  'Its invoices must name its purchase order.': 'Rechnungen müssen die Bestellnummer nennen.',
  'Why, for the record.': 'Der Grund; er wird festgehalten.',
  'Days without work.': 'Tage ohne Arbeit.',
  'When work is done on each weekday, in order; a weekday left out has none.':
    'Wann an welchem Wochentag gearbeitet wird; an Tagen ohne Angabe gar nicht.',
  'A time of day such as 09:00; 24:00 is its end.': 'Eine Uhrzeit wie 09:00; 24:00 ist das Ende des Tages.',
  'Narrows what the role gives; it never widens it.': 'Engt ein, was die Rolle gibt, und weitet es nie.',
  'What the key is for.': 'Wofür der Schlüssel ist.',
  'Days until it stops working.': 'Tage, bis er nicht mehr gilt.',
  'Lower case, digits and hyphens.': 'Kleinbuchstaben, Ziffern und Bindestriche.',
  'Needed to change your own.': 'Nötig, um Ihr eigenes zu ändern.',
  'Above zero debits, below zero credits.': 'Über null im Soll, unter null im Haben.',
}
