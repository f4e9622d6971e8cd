/** More German for what stands beside a field: administration, processes, and what is seldom filled in. */
export const germanHintsMore: Readonly<Record<string, string>> = {
  'The version in force that was changed, by key. Refused when another has come into force since, whose changes would be undone.':
    'Die geltende Version, die geändert wurde, nach Schlüssel. Abgelehnt, wenn seither eine andere in Kraft trat, deren Änderungen entfielen.',
  'Today, when left out.': 'Heute, wenn nichts angegeben ist.',
  'The last day, included; without end when left out.':
    'Der letzte Tag, er zählt mit; ohne Ende, wenn nichts angegeben ist.',
  'All it includes from now on; as before when left out.':
    'Alles, was sie ab jetzt umfasst; wie bisher, wenn nichts angegeben ist.',
  'Yourself, when left out.': 'Sie selbst, wenn nichts angegeben ist.',
  'Whose authority is lent; your own when left out.':
    'Wer vertreten wird; Sie selbst, wenn nichts angegeben ist.',
  'All, when left out.': 'Alle, wenn nichts angegeben ist.',
  'The client reads it on the credit note.': 'Der Kunde liest es auf der Rechnungskorrektur.',
  'All that is left of every line when left out.':
    'Alles, was von jeder Position bleibt, wenn nichts angegeben ist.',
  'Without tax; all that is left of the line when left out.':
    'Ohne Steuer; alles, was von der Position bleibt, wenn nichts angegeben ist.',
  'Why the invoice is corrected. What had a wrong price, quantity or recipient waits to be billed again; the rest is given up.':
    'Warum die Rechnung berichtigt wird. Was falsch bepreist, falsch bemessen oder an den Falschen gerichtet war, wartet darauf, wieder abgerechnet zu werden; auf alles andere wird verzichtet.',
  'With tax; all that is open when left out.': 'Mit Steuer; alles, was offen ist, wenn nichts angegeben ist.',
  'The state gives back the tax of what is given up, as in Germany when it can no longer be collected.':
    'Der Staat erstattet die Steuer auf das Aufgegebene, wie in Deutschland, wenn es nicht mehr einzutreiben ist.',
  'What is disputed, with tax; all that is open when left out.':
    'Was strittig ist, mit Steuer; alles, was offen ist, wenn nichts angegeben ist.',
  'What the client says.': 'Was der Kunde sagt.',
  'The lines it is about; the whole invoice when left out.':
    'Die Positionen, um die es geht; die ganze Rechnung, wenn nichts angegeben ist.',
  'The person who is to resolve it.': 'Wer darüber entscheiden soll.',
  'What was promised; all that is open when left out.':
    'Was zugesagt wurde; alles, was offen ist, wenn nichts angegeben ist.',
  'The day by which the money is to be there.': 'Der Tag, bis zu dem das Geld da sein soll.',
  'Who promised it.': 'Wer es zugesagt hat.',
  'Why; the client may read it.': 'Warum; der Kunde kann es lesen.',
  'What was said.': 'Was gesagt wurde.',
  'The last day, included.': 'Der letzte Tag, er zählt mit.',
  'Values by name. A name that is given is replaced, others stay; none clears it.':
    'Werte je Name. Ein angegebener Name wird ersetzt, andere bleiben; ohne Wert wird er gelöscht.',
  'What the person will recognise the session by.': 'Woran die Person die Sitzung wiedererkennt.',
  'The model, DMN 1.2 to 1.5 as XML.': 'Das Modell, DMN 1.2 bis 1.5 als XML.',
  'The book (usually the legal entity) whose documents are numbered.':
    'Das Buch (meist die Gesellschaft), dessen Belege nummeriert werden.',
  'What is numbered: invoice, credit_note, ...': 'Was nummeriert wird: invoice, credit_note, …',
  'For example DE-{year}-{number:5}.': 'Zum Beispiel DE-{year}-{number:5}.',
  'Month in which the fiscal year begins; the year is named by its end.':
    'Monat, in dem das Geschäftsjahr beginnt; das Jahr heißt nach seinem Ende.',
  'Where to go on from another system, in the fiscal year of startsOn.':
    'Wo ein anderes System aufgehört hat, im Geschäftsjahr des Beginns.',
  'Today when absent.': 'Heute, wenn nichts angegeben ist.',
  'As what it belongs there: invoice_pdf, receipt, signed_contract, ...':
    'Als was sie dort hingehört: invoice_pdf, receipt, signed_contract, …',
  'Nobody stands for somebody not known yet.': 'Niemand steht für jemanden, der noch nicht bekannt ist.',
  'Its value in the currency of the book, where that is another.':
    'Der Wert in der Währung des Buchs, wenn es eine andere ist.',
  'The id of an element in the diagram.': 'Die Kennung eines Elements im Diagramm.',
  'The number of the ad-hoc subprocess; the oldest that offers the activity.':
    'Die Nummer des Ad-hoc-Teilprozesses; sonst der älteste, der die Aktivität anbietet.',
  'Variables of the activity alone.': 'Variablen nur dieser Aktivität.',
  'Variables by name, JSON values.': 'Variablen je Name, Werte als JSON.',
  'Whether one that cannot be completed refuses all; else it is told and left.':
    'Ob eine, die nicht erledigt werden kann, alle aufhält; sonst wird sie genannt und ausgelassen.',
  'The file name of the model.': 'Der Dateiname des Modells.',
  'Only the timers of this call tree.': 'Nur die Fristen dieses Ablaufs mit seinen Teilabläufen.',
  'Expected cost of an hour; what the role costs on average unless told.':
    'Erwartete Kosten einer Stunde; sonst, was die Rolle im Mittel kostet.',
  'Price of an hour where none is agreed with the client; nothing unless told.':
    'Preis einer Stunde, wo mit dem Kunden keiner vereinbart ist; sonst keiner.',
  'A role whose holders see it too; everyone: the whole firm; null: nobody else.':
    'Eine Rolle, deren Inhaber sie auch sehen; everyone: die ganze Firma; leer: niemand sonst.',
  'Which list: the query behind it and its place on the screen.':
    'Welche Liste: die Abfrage dahinter und ihr Platz auf dem Bildschirm.',
  'Filters, sort, columns and groups, as they stand in the address.':
    'Filter, Sortierung, Spalten und Gruppen, wie sie in der Adresse stehen.',
  'The same in other languages, by two letters: each reads their own.':
    'Dasselbe in anderen Sprachen, je zwei Buchstaben: Alle lesen es in der eigenen.',
  'Why, for those who take it up.': 'Der Grund, für die, die übernehmen.',
  'The definition the instances are of now.': 'Die Version, nach der die Abläufe jetzt laufen.',
  'The definition they become instances of: another version of the same process.':
    'Die Version, nach der sie weiterlaufen: eine andere desselben Prozesses.',
  'Elements of the source to elements of the target, by their ids. What is not named becomes the element of the same id.':
    'Elemente der Quelle zu Elementen des Ziels, nach Kennung. Was nicht genannt ist, wird zum Element gleicher Kennung.',
  'Whether timers the target counts otherwise keep their dates, or count anew.':
    'Ob Fristen, die das Ziel anders zählt, ihren Tag behalten oder neu zählen.',
  'Elements whose work is cancelled: all of a node, or one by its number.':
    'Elemente, deren Arbeit abgebrochen wird: alle eines Knotens, oder eines nach Nummer.',
  'The number of a live element; see processes.instance.':
    'Die Nummer eines laufenden Elements; der Ablauf zeigt sie.',
  'Elements a token is put at, with variables; the scope when there are several.':
    'Elemente, an denen es weitergeht, mit Variablen; bei mehreren auch der Bereich.',
  'Only tell what would happen.': 'Nur sagen, was geschehen würde.',
  'The correlation key.': 'Der Schlüssel, nach dem zugeordnet wird.',
  'The same id is kept once.': 'Dieselbe Kennung wird einmal behalten.',
  'How long it is kept; a week when absent.': 'Wie lange sie behalten wird; sonst eine Woche.',
  'What you found.': 'Was Sie herausgefunden haben.',
  'Which instances; all when nothing is said.': 'Welche Abläufe; alle, wenn nichts angegeben ist.',
  'The id of the process in its model.': 'Die Kennung des Prozesses in seinem Modell.',
  'The id of the global process.': 'Die Kennung des allgemeinen Prozesses.',
  'The code of the entity it is for.': 'Das Kürzel der Gesellschaft, für die sie gilt.',
  'The region it is for.': 'Die Region, für die sie gilt.',
  'Against this version of a process.': 'Gegen diese Version eines Prozesses.',
  'Against this version of a decision: what if?': 'Gegen diese Version einer Entscheidung: Was wäre gewesen?',
  'Against a draft of a process or decision.': 'Gegen einen Entwurf eines Prozesses oder einer Entscheidung.',
  'What models call it in the property calendar.': 'Wie Modelle ihn in der Eigenschaft „calendar“ nennen.',
  'The IANA zone of its hours; null for that of each process.':
    'Die Zeitzone seiner Stunden; sonst die des jeweiligen Prozesses.',
  'The object the instance is about.': 'Der Datensatz, um den es im Ablauf geht.',
  'Refuse while an instance with this business key is active.':
    'Nicht beginnen, solange für denselben Datensatz ein Ablauf läuft.',
  'Which active instances; every condition given must hold, and one must be given.':
    'Welche laufenden Abläufe; alle Bedingungen müssen gelten, eine muss angegeben sein.',
  'Instances of this version.': 'Abläufe dieser Version.',
  'Instances with an open task, timer, message or incident there.':
    'Abläufe mit einer offenen Aufgabe, Frist, Nachricht oder Störung dort.',
  'Instances with an open incident of this code.': 'Abläufe mit einer offenen Störung dieser Art.',
  'For modify: what is cancelled and activated in each.':
    'Beim Ändern: was in jedem abgebrochen und begonnen wird.',
  'For migrate: the plan. The filter names the version they come from.':
    'Beim Umstellen: der Plan. Der Filter nennt die Version, von der sie kommen.',
  'For retry: variables that are mended first.': 'Beim Wiederholen: Variablen, die zuvor berichtigt werden.',
  'The PDF as the client receives it.': 'Das PDF, wie der Kunde es erhält.',
  'The last day of work, milestones and fees to bill.':
    'Der letzte Tag, dessen Arbeit, Meilensteine und Pauschalen abgerechnet werden.',
  'Where invoices go; null while nobody knows it.': 'Wohin Rechnungen gehen; leer, solange es niemand weiß.',
  'A postal address.': 'Eine Postanschrift.',
  'The client it belongs to, in a group.': 'Der Kunde, zu dem er in einer Gruppe gehört.',
  'What the invoice is paid with.': 'Womit die Rechnung bezahlt wird.',
  'When it takes effect; today when left out, or the day of the cash or the invoice if that is later.':
    'Wann es wirkt; sonst heute, oder der spätere Tag von Zahlung und Rechnung.',
  'The entity whose bank account it came to.': 'Die Gesellschaft, auf deren Konto das Geld einging.',
  'The client who paid.': 'Der Kunde, der gezahlt hat.',
  'The account clients pay to, as printed on invoices.':
    'Das Konto, auf das Kunden zahlen, wie auf Rechnungen gedruckt.',
  'Routing, sort or bank code.': 'Bankleitzahl, Routing- oder Sort-Code.',
  'BCP 47 language tag: how numbers and dates are written.':
    'Sprachkürzel, etwa de-DE: wie Zahlen und Tage geschrieben werden.',
  'A day of the first month of its books; January of this year when left out.':
    'Ein Tag des ersten Monats ihrer Bücher; sonst Januar dieses Jahres.',
  'Shown in place of the name of the program and of the firm.':
    'Steht anstelle des Namens des Programms und der Firma.',
  'Any colour, as #rrggbb: shades that can be read in light and dark are made of it.':
    'Jede Farbe, als #rrggbb: Daraus werden Abstufungen, die hell und dunkel lesbar sind.',
  'A stored file: an SVG of shapes, or a PNG. Store it with documents.storeFile.':
    'Eine abgelegte Datei: ein SVG aus Formen oder ein PNG.',
  'Short name.': 'Kürzel.',
  'The entity that sells by it; null for all.': 'Die Gesellschaft, die danach verkauft; leer für alle.',
  'The CSV file as text: comma-separated, UTF-8, with a header row.':
    'Die CSV-Datei: mit Kommas getrennt, in UTF-8, mit Kopfzeile.',
  'Code of a delivery role.': 'Kürzel einer Rolle.',
  'Per hour in major units, up to six decimals.': 'Je Stunde, mit bis zu sechs Nachkommastellen.',
  'You, when left out.': 'Sie, wenn nichts angegeben ist.',
  'The CRM it comes from.': 'Das CRM, aus dem sie kommt.',
  'Its record there.': 'Ihr Datensatz dort.',
  'Adds companies nobody knows as prospects; otherwise they are errors.':
    'Legt unbekannte Unternehmen als Interessenten an; sonst sind sie Fehler.',
  'The country of companies that are added, where the file does not say it.':
    'Das Land neu angelegter Unternehmen, wenn die Datei es nicht nennt.',
  'The person who answers for it.': 'Die Person, die dafür verantwortlich ist.',
  'The employing legal entity.': 'Die anstellende Gesellschaft.',
  'Its code, instead of the id.': 'Ihr Kürzel, anstelle der Kennung.',
  'The person they report to.': 'Die Person, der sie unterstellt ist.',
  'Roles to sign in with; see access.listRoles.': 'Rollen, mit denen sich die Person anmeldet.',
  'The last day of work; null when none is known.': 'Der letzte Arbeitstag; leer, wenn keiner bekannt ist.',
  'The currency of the totals.': 'Die Währung der Summen.',
  'The day whose prices and exchange rates hold.': 'Der Tag, dessen Preise und Wechselkurse gelten.',
  'The last day on which it may be accepted.': 'Der letzte Tag, an dem es angenommen werden kann.',
  'The client that is billed.': 'Der Kunde, der die Rechnung erhält.',
  'The price list; needed for time and materials.': 'Die Preisliste; nötig bei Zeit und Material.',
  'The work package of the project to be.': 'Das Arbeitspaket des künftigen Projekts.',
  'Agreed price of an hour in the line currency; from the rate card, less the discount, when left out.':
    'Vereinbarter Preis einer Stunde in der Währung der Position; sonst aus der Preisliste, abzüglich Nachlass.',
  'Expected cost of an hour in the line currency; the average of the role at the entity when left out.':
    'Erwartete Kosten einer Stunde in der Währung der Position; sonst der Durchschnitt der Rolle bei der Gesellschaft.',
  'The part of the fee that is due with it.': 'Der Teil des Preises, der mit ihm fällig wird.',
  'Only the lines of this project.': 'Nur die Zeilen dieses Projekts.',
  'Who worked; the caller when absent.': 'Wer gearbeitet hat; sonst Sie selbst.',
  'Project number, with workPackage instead of workPackageId.':
    'Die Projektnummer, zusammen mit dem Kürzel des Arbeitspakets.',
  'Whose week; the caller when absent.': 'Wessen Woche; sonst Ihre.',
  'Any day of the week.': 'Irgendein Tag der Woche.',
  'All rows of the week, once each. What is submitted or approved stays; it may be left out, and counts where it is named.':
    'Alle Zeilen der Woche, jede einmal. Eingereichtes und Genehmigtes bleibt; es darf fehlen und zählt, wo es genannt ist.',
  'Whole minutes of Monday to Sunday; 0 for nothing.': 'Minuten von Montag bis Sonntag; 0 für nichts.',
  'Minutes asked for; as before unless told.': 'Angefragte Minuten; wie zuvor, wenn nichts angegeben ist.',
  'The new last day of the recurring fees.': 'Der neue letzte Tag der wiederkehrenden Gebühren.',
  'How much more the fee is from then on, per cent; below zero for less.':
    'Um wie viel die Gebühr dann steigt, in Prozent; unter null, wenn sie sinkt.',
  'So many days before notice is due.': 'So viele Tage vor der Mitteilungsfrist.',
  'All of it, past and to come, in the currency of the contract.':
    'Alles, Vergangenes und Kommendes, in der Währung des Vertrags.',
  'Only this contract; all when left out.': 'Nur dieser Vertrag; alle, wenn nichts angegeben ist.',
  'Whether the client has the money for it.': 'Ob der Kunde das Geld dafür hat.',
  'How much the client needs it.': 'Wie sehr der Kunde es braucht.',
  'Whether we know who decides, and they know us.': 'Ob wir wissen, wer entscheidet, und umgekehrt.',
  'Minutes of work, all roles together.': 'Arbeitszeit, alle Rollen zusammen.',
  'So many days before the end.': 'So viele Tage vor dem Ende.',
  'The company they work through.': 'Die Firma, über die gearbeitet wird.',
  'The document itself.': 'Die Unterlage selbst.',
  'The first day of work as agreed.': 'Der vereinbarte erste Arbeitstag.',
  'The last day it is valid; an insurance has one.':
    'Der letzte Tag, an dem sie gilt; eine Versicherung hat einen.',
  'The last day of a fixed term.': 'Der letzte Tag einer Befristung.',
  'The last day of probation.': 'Der letzte Tag der Probezeit.',
  'The last day of the agreement.': 'Der letzte Tag der Vereinbarung.',
  'The last day of work.': 'Der letzte Arbeitstag.',
  'The new last day of probation, or the last day of work; none when passed.':
    'Der neue letzte Tag der Probezeit oder der letzte Arbeitstag; keiner, wenn bestanden.',
  'The new last day of the agreement.': 'Der neue letzte Tag der Vereinbarung.',
  'What an hour costs by the agreement.': 'Was eine Stunde laut Vereinbarung kostet.',
  'What shows it: a policy number, a date of signature, where it is filed.':
    'Was es zeigt: eine Policennummer, das Datum der Unterschrift, wo es abgelegt ist.',
  'What the signed agreement is filed under.': 'Unter welchem Zeichen die Vereinbarung abgelegt ist.',
  'The first day without them.': 'Der erste Tag ohne die Person.',
  'Why; the journal keeps it.': 'Warum; das Protokoll bewahrt es.',
  'Minutes of work a week; as before unless told.':
    'Arbeitsminuten in der Woche; wie zuvor, wenn nicht anders angegeben.',
  'Instead of the case: an invoice it holds.': 'Statt des Falls: eine Rechnung, die er enthält.',
}
