/** German for what each command does, in one sentence. */
export const germanSummaries: Readonly<Record<string, string>> = {
  'access.assignRole':
    'Gibt einer Person oder einem Dienst eine Rolle, ab einem Tag und, wenn gewünscht, bis zu einem.',
  'access.changeRole':
    'Ändert, was eine Rolle der Firma umfasst oder wie sie heißt, sofort und für alle, die sie haben.',
  'access.createApiKey':
    'Erstellt einen API-Schlüssel für Sie oder einen Dienst. Er wird nur dieses eine Mal gezeigt.',
  'access.createPerson': 'Lässt eine Person sich anmelden, mit den Rollen, mit denen sie beginnt.',
  'access.createRole': 'Legt eine Rolle der Firma an: was sie tun und sehen darf, und wie weit es reicht.',
  'access.createService':
    'Lässt ein Programm unter eigenem Namen handeln; geben Sie ihm danach einen API-Schlüssel.',
  'access.deactivate':
    'Beendet den Zugang einer Person oder eines Dienstes sofort, mit Sitzungen, Schlüsseln und Vertretungen.',
  'access.delegate':
    'Lässt jemanden für einige Tage in Ihrem Namen handeln, für einige Befehle oder für alles, was Sie dürfen.',
  'access.deleteRole': 'Löscht eine Rolle der Firma, die niemand mehr hat.',
  'access.removeRole': 'Entzieht eine Rolle sofort.',
  'access.revokeApiKey': 'Beendet einen API-Schlüssel sofort.',
  'access.revokeDelegation': 'Beendet eine Vertretung vor ihrem letzten Tag; beide Seiten dürfen es.',
  'access.setAttributes':
    'Hält fest, was über die Rollen hinaus bekannt ist: Fähigkeit, Region, Gesellschaft; Arbeit wird danach angeboten.',
  'access.setPassword': 'Setzt ein neues Passwort und beendet alle anderen Sitzungen der Person.',
  'access.changeView':
    'Benennt eine Ansicht um oder zeigt sie einer Rolle, der ganzen Firma oder niemandem sonst.',
  'access.deleteView': 'Löscht eine Ansicht, auch für alle, denen sie gezeigt wurde.',
  'access.saveView':
    'Merkt sich, wie Sie eine Liste ansehen, unter einem Namen; eine Ansicht dieses Namens wird ersetzt.',
  'access.signIn':
    'Öffnet eine Sitzung für eine Person; Browser erhalten sie als Cookie, Programme als Schlüssel.',
  'access.signOut': 'Beendet eine Sitzung: diese, oder eine andere der eigenen.',
  'access.signOutEverywhere': 'Beendet alle Sitzungen einer Person; Ihre eigenen, wenn niemand genannt ist.',
  'actuals.releaseCap':
    'Lässt Arbeit durch, die über der Obergrenze einer Vertragsposition lag, soweit die Obergrenze jetzt Platz hat.',
  'billing.checkReadiness':
    'Prüft und hält fest, wie viele Verträge bis zu einem Tag abrechenbar sind, was die anderen aufhält und wer handeln muss.',
  'billing.confirm': 'Sagt, dass eine Proforma geprüft und richtig ist.',
  'billing.confirmMany': 'Sagt, dass viele Proformas geprüft und richtig sind; alle oder keine.',
  'billing.deliver':
    'Lässt die Rechnung erstellen und dem Kunden senden. Die Arbeit geschieht nach diesem Befehl, und nur einmal.',
  'billing.discard': 'Verwirft eine Proforma; was sie abrechnete, ist wieder abrechenbar.',
  'billing.markSent': 'Verwahrt das Dokument einer Rechnung und sendet es dem Kunden.',
  'billing.post': 'Gibt bestätigte Proformas frei: Sie erhalten Nummern, werden gebucht und fällig.',
  'billing.returnInvoice': 'Gibt eine bestätigte Proforma mit dem Grund zur Prüfung zurück.',
  'billing.run':
    'Entwirft eine Proforma für jeden Vertrag, an dem bis zu einem Tag etwas abrechenbar ist. Ein zweiter Lauf findet nur Neues.',
  'calendars.set': 'Legt fest, wann gearbeitet wird, für Fristen, die in Arbeitszeit zählen.',
  'clients.activate':
    'Lässt einen Kunden Verträge schließen und abgerechnet werden, sobald nichts mehr fehlt.',
  'clients.addContact': 'Fügt beim Kunden eine Person hinzu.',
  'clients.block': 'Hält neues Geschäft mit einem Kunden an; was läuft, geht weiter.',
  'clients.check': 'Prüft und hält fest, was fehlt, bevor ein Kunde Verträge und Rechnungen bekommen kann.',
  'clients.create': 'Legt einen Kunden als Interessenten an; was noch nicht bekannt ist, kann später kommen.',
  'clients.onboard':
    'Bittet darum, einen Interessenten für Verträge und Rechnungen bereit zu machen: ergänzt, angesehen und freigegeben.',
  'clients.update': 'Ändert, was von einem Kunden bekannt ist; was nicht angegeben ist, bleibt.',
  'collections.checkMonth':
    'Prüft und hält für jedes Buch mit offenem Monat fest, ob es mit seinen Nebenbüchern übereinstimmt und was noch zu tun ist.',
  'collections.allocate':
    'Bezahlt Rechnungen aus einem Zahlungseingang, ganz oder teilweise; die Kursdifferenz wird realisiert.',
  'collections.match':
    'Sucht die Rechnungen, die ein Zahlungseingang bezahlt, und ordnet zu, wenn es nur eine Antwort gibt; sonst sagt er, warum nicht.',
  'collections.recordReceipt':
    'Erfasst eingegangenes Geld. Bis es Rechnungen zugeordnet ist, wird es dem Kunden geschuldet.',
  'collections.unallocate':
    'Nimmt eine Zuordnung zurück: Die Rechnung ist wieder offen, das Geld wartet, als wäre nichts geschehen.',
  'credits.deliver':
    'Lässt eine freigegebene Rechnungskorrektur als PDF erzeugen und an den Kunden senden. Das geschieht danach, und nur einmal.',
  'credits.markSent': 'Bewahrt das Dokument einer Rechnungskorrektur auf und sendet es dem Kunden.',
  'credits.propose':
    'Schlägt vor, eine Rechnung zurückzunehmen, ganz oder nach Positionen und Beträgen. Es ändert nichts, bis es genehmigt ist.',
  'credits.reject':
    'Lehnt eine vorgeschlagene Rechnungskorrektur ab oder zieht sie zurück; die Rechnung bleibt, wie sie ist.',
  'credits.release':
    'Gibt eine genehmigte Rechnungskorrektur frei: Sie erhält ihre Nummer, wird gebucht und mindert ihre Rechnung. Was darüber hinaus gezahlt war, wird dem Kunden geschuldet. Das tut ihr Prozess.',
  'collections.assessCase':
    'Stellt fest, was vor dem nächsten Schritt zum Überfälligen eines Kunden zu wissen ist, und erledigt den Fall, wenn nichts mehr offen ist.',
  'collections.decideCase':
    'Hält fest, wie es mit dem Überfälligen weitergeht, nachdem jemand mit dem Kunden gesprochen hat: abwarten, eskalieren oder an die Anwälte geben.',
  'collections.openCases':
    'Nimmt jede Rechnung, die überfällig wurde, in den Fall ihres Kunden auf und legt fehlende Fälle an; der Ablauf der Mahnung verfolgt jeden.',
  'collections.remind':
    'Schickt dem Kunden in seiner Sprache einen Brief mit allem Überfälligen; verlangt wird, was weder strittig noch zugesagt ist.',
  'collections.askWriteOff':
    'Beantragt, aufzugeben, was von einer Rechnung nicht mehr bezahlt wird. Es ändert nichts, bis es genehmigt ist.',
  'collections.openDispute':
    'Erfasst, dass ein Kunde mit einer Rechnung nicht einverstanden ist. An den strittigen Betrag erinnert niemand, bis entschieden ist; der Rest bleibt fällig.',
  'collections.promisePayment':
    'Erfasst, was ein Kunde bis wann zu zahlen zugesagt hat; die Zahlungen sagen, ob er es gehalten hat.',
  'collections.refuseWriteOff':
    'Lehnt eine beantragte Ausbuchung ab oder zieht sie zurück; die Rechnung bleibt fällig.',
  'collections.resolveDispute':
    'Entscheidet einen Einwand: berechtigt, und eine Rechnungskorrektur wird vorgeschlagen; oder unberechtigt, und der Betrag ist wieder fällig.',
  'collections.writeOff':
    'Bucht eine genehmigte Ausbuchung: einen Forderungsverlust, gemindert um die Steuer, die der Staat erstattet. Das tut ihr Prozess.',
  'credits.proposeForDispute':
    'Schlägt die Rechnungskorrektur vor, die ein berechtigter Einwand verlangt: von den strittigen Positionen, oder allen, so viel wie strittig war.',
  'contracts.acceptMilestone':
    'Erfasst die Abnahme durch den Kunden: Der Meilenstein darf abgerechnet, sein Erlös erfasst werden.',
  'contracts.activate': 'Macht Vertragsentwürfe verbindlich und legt die Zeiträume ihrer Pauschalen an.',
  'contracts.close': 'Schließt einen Vertrag, an dem nichts mehr abzurechnen ist.',
  'contracts.draft':
    'Entwirft je Gesellschaft, zahlendem Kunden und Währung des gewonnenen Angebots einen Vertrag, mit Positionen, Sätzen und Meilensteinen.',
  'contracts.raiseCap':
    'Setzt die Obergrenze einer Position nach Zeit und Material, wie mit dem Kunden vereinbart.',
  'contracts.reject': 'Lehnt die Bedingungen ab: Die Vertragsentwürfe der Verkaufschance sind verloren.',
  'contracts.rejectMilestone': 'Gibt einen eingereichten Meilenstein mit dem Grund zurück.',
  'contracts.setDealPurchaseOrder':
    'Erfasst die Bestellnummer des Kunden zu einem gewonnenen Auftrag, der noch keine Verträge hat, auf den Positionen seines Angebots.',
  'contracts.setPurchaseOrder':
    'Erfasst die Bestellnummer des Kunden zu einem Vertrag; was ab jetzt entworfen und abgerechnet wird, nennt sie.',
  'contracts.submitMilestone':
    'Sagt, dass die Arbeit eines Meilensteins getan ist und was es zeigt, und bittet um die Abnahme.',
  'contracts.validate':
    'Prüft und hält fest, was noch verhindert, dass aus dem gewonnenen Angebot Verträge werden.',
  'decisions.deploy':
    'Spielt ein DMN-Modell ein, dessen Entscheidungen neu sind: Sie gelten sofort. Was gilt, ersetzt nur ein genehmigter Entwurf.',
  'definitions.approve':
    'Setzt einen Entwurf, den jemand anders vorgeschlagen hat, in Kraft, nachdem er erprobt wurde.',
  'definitions.endVariant':
    'Beendet eine örtliche Variante, wie jemand anderes es vorgeschlagen hat: An ihrer Stelle beginnt der allgemeine Prozess, Laufendes geht weiter.',
  'definitions.keepVariant':
    'Behält eine örtliche Variante, deren Ende vorgeschlagen war, oder nimmt den Vorschlag zurück.',
  'definitions.proposeEnd':
    'Schlägt vor, eine örtliche Variante zu beenden, und sagt, was ihrem Ort damit fehlt: Dort begänne dann der allgemeine Prozess.',
  'definitions.propose':
    'Schlägt ein BPMN- oder DMN-Modell vor: Es wird geprüft und mit der geltenden Version verglichen, gilt aber noch nicht.',
  'definitions.proposeVariant':
    'Schlägt eine Variante eines Prozesses für eine Gesellschaft oder Region vor: mit dem allgemeinen verglichen und erst nach der Genehmigung in Kraft.',
  'definitions.reject': 'Lehnt einen Entwurf ab oder nimmt ihn zurück.',
  'documents.createSeries': 'Legt einen lückenlosen Nummernkreis für eine Belegart eines Buchs an.',
  'documents.storeFile':
    'Legt eine Datei nach ihrem Inhalt ab; dieselbe Datei noch einmal ist dieselbe Datei.',
  'exchange.notify':
    'Sendet Personen eine kurze E-Mail, namentlich oder nach der Rolle, die sie heute haben.',
  'exchange.retryDelivery': 'Sendet eine aufgegebene Zustellung noch einmal, unter demselben Schlüssel.',
  'firm.addEntity': 'Legt eine Gesellschaft mit Büchern, Perioden und Rechnungsnummern an.',
  'firm.addOrgUnit': 'Legt einen Bereich oder eine Region an.',
  'firm.addTaxCode': 'Legt eine Steuer an, die eine Gesellschaft erhebt.',
  'firm.setBranding':
    'Legt fest, unter welchem Namen und mit welcher Farbe und welchem Logo die Firma auftritt.',
  'firm.setExchangeRates': 'Erfasst Wechselkurse, jeder gilt ab seinem Tag bis zum nächsten.',
  'firm.keepCalendars': 'Führt die Geschäftskalender der Arbeitstage den Feiertagen der Gesellschaften nach.',
  'firm.setHolidays':
    'Sagt, an welchen Tagen eines Jahres eine Gesellschaft nicht arbeitet; es ersetzt, was vorher galt.',
  'firm.setTaxRule': 'Sagt, welche Steuer eine Gesellschaft Kunden eines Landes berechnet.',
  'firm.setUp':
    'Öffnet die Nummernkreise für Kunden, Angebote, Verträge und Projekte; noch einmal ändert es nichts.',
  'firm.updateEntity':
    'Ändert die Angaben einer Gesellschaft, die ihre Belege drucken; was nicht angegeben ist, bleibt.',
  'incidents.resolve':
    'Beendet eine Störung, deren Arbeit anders erledigt wurde: Die angegebenen Variablen sind ihr Ergebnis.',
  'incidents.retry':
    'Lässt einen Ablauf dort noch einmal versuchen, wo er stehen blieb, wenn nötig mit berichtigten Variablen.',
  'incidents.skip':
    'Beendet eine Störung, indem der Schritt übergangen wird: Der Ablauf geht dahinter weiter.',
  'ledger.addAccount': 'Legt ein Konto im Kontenplan eines Buchs an.',
  'ledger.closePeriod': 'Schließt eine Periode für alle, oder teilweise für ein Nebenbuch.',
  'ledger.post': 'Bucht von Hand in eine offene Periode.',
  'ledger.reopenPeriod': 'Öffnet eine Periode wieder, deren Öffnung jemand anders beantragt hat.',
  'ledger.requestReopening':
    'Beantragt mit Grund, eine geschlossene Periode wieder zu öffnen; jemand anders entscheidet.',
  'ledger.reverse': 'Storniert eine von Hand erfasste Buchung; das Original bleibt, wie es ist.',
  'offers.createRateCard': 'Legt eine Preisliste für Rollen in einer Währung an.',
  'offers.importRates':
    'Legt Preise aus einer CSV-Datei an und ändert sie; neue Preislisten darin werden angelegt.',
  'offers.setRates':
    'Sagt, wofür eine Stunde der Rollen verkauft wird, jeder Preis ab einem Tag bis zum nächsten.',
  'operations.cancel': 'Hält einen Sammelvorgang an: Der laufende Teil wird beendet, der Rest bleibt.',
  'operations.start':
    'Beginnt einen Vorgang an allen laufenden Abläufen, die ein Filter jetzt findet; sie werden in Teilen abgearbeitet.',
  'operations.work': 'Arbeitet die nächsten Teile eines Sammelvorgangs ab; das Programm tut es von selbst.',
  'opportunities.create': 'Legt einen möglichen Verkauf an einen Kunden an.',
  'opportunities.importDeals':
    'Legt Verkaufschancen aus dem Export eines CRM an und ändert sie, erkannt an ihrer Kennung dort.',
  'opportunities.lose': 'Schließt eine Verkaufschance, die nicht gewonnen wird, mit dem Grund.',
  'opportunities.update': 'Ändert eine offene Verkaufschance; was nicht angegeben ist, bleibt.',
  'people.addRole': 'Legt eine Projektrolle an: was jemand im Projekt tut.',
  'people.create':
    'Legt eine Person an, mit den Kosten einer Stunde und, wenn gewünscht, dem Recht zur Anmeldung.',
  'people.giveAccess': 'Lässt eine Person sich mit den angegebenen Rollen anmelden.',
  'people.importPeople': 'Legt Personen aus einer CSV-Datei an und ändert sie, erkannt an ihrer Nummer.',
  'people.setCostRate': 'Sagt, was eine Stunde einer Person ab einem Tag kostet.',
  'people.setSkills': 'Sagt, was eine Person kann; es ersetzt, was vorher galt.',
  'people.update': 'Ändert, was von einer Person bekannt ist; was nicht angegeben ist, bleibt.',
  'processes.activate': 'Wählt eine Aktivität, die auf eine Wahl wartet, so oft wie gewünscht.',
  'processes.cancel': 'Bricht einen Ablauf ab, mit allem darin und allem, was er aufgerufen hat.',
  'processes.deploy':
    'Spielt die ausführbaren Prozesse eines BPMN-Modells ein, die neu sind. Was gilt, ersetzt nur ein genehmigter Entwurf.',
  'processes.fireTimers': 'Löst fällige Fristen aus, die ältesten zuerst, bis zu einer Höchstzahl.',
  'processes.migrate':
    'Stellt laufende Abläufe nach einem Plan auf eine andere Version um: alle oder keinen.',
  'processes.modify': 'Verschiebt Marken eines laufenden Ablaufs von Hand, oder sagt, was dann geschähe.',
  'processes.publish':
    'Sendet eine Nachricht: an Abläufe, die darauf warten; sonst beginnt sie Prozesse; sonst wird sie verwahrt.',
  'processes.resume':
    'Lässt einen angehaltenen Ablauf weitergehen; was inzwischen eintraf und fällig wurde, wirkt der Reihe nach.',
  'processes.setVariables': 'Setzt Variablen eines laufenden Ablaufs; der Grund wird festgehalten.',
  'processes.start': 'Beginnt einen Ablauf der neuesten Version eines Prozesses.',
  'processes.suspend':
    'Hält einen Ablauf an, mit allem, was er aufgerufen hat: Keine Frist läuft ab, keine Aufgabe wird erledigt.',
  'projects.addWorkPackage':
    'Legt ein Arbeitspaket an. Ohne Vertragsposition ist seine Zeit nicht fakturierbar.',
  'projects.assignManager': 'Bestimmt, wer ein Projekt leitet und wer die Leistungserbringung verantwortet.',
  'projects.complete':
    'Sagt, dass die Arbeit getan ist. Bisher geleistete Zeit darf noch erfasst und genehmigt werden.',
  'projects.createFromContracts':
    'Legt das Projekt aus den Verträgen an: ein Arbeitspaket für jedes angebotene, und das genehmigte Budget.',
  'projects.setApprover': 'Bestimmt, wer statt der Projektleitung die Zeit eines Arbeitspakets genehmigt.',
  'projects.start': 'Beginnt ein Projekt: Ab jetzt darf Zeit darauf erfasst werden.',
  'contracts.setNotice':
    'Legt fest, wie viele Tage vor dem Ende der wiederkehrenden Gebühren der Kunde wissen muss, wie es weitergeht.',
  'contracts.findRenewals':
    'Findet Verträge, deren wiederkehrende Gebühren bald enden, und lässt darüber entscheiden.',
  'contracts.decideRenewal':
    'Entscheidet, was aus einem Vertrag wird, dessen wiederkehrende Gebühren enden: verlängert, geändert oder beendet.',
  'contracts.reopenRenewal': 'Lässt über eine nicht genehmigte Verlängerung erneut entscheiden.',
  'contracts.applyRenewal': 'Führt die wiederkehrenden Gebühren bis zum neuen letzten Tag fort.',
  'contracts.recordRenewalNotice':
    'Erfasst, wann der Kunde erfahren hat, wie ein Vertrag weitergeht oder dass er endet.',
  'contracts.answerChange': 'Erfasst, was der Kunde zu einer Änderung sagt, die die Firma genehmigt hat.',
  'contracts.applyChange':
    'Macht eine vom Kunden angenommene Änderung zum Teil des Vertrags: Meilenstein oder Obergrenze, Sätze, letzter Tag, Fassung. Das tut der Ablauf selbst.',
  'contracts.decideChange':
    'Hält fest, was die Gefragten über eine Änderung entschieden haben. Das tut der Ablauf selbst.',
  'contracts.requestChange':
    'Beantragt die Änderung einer Vertragsposition: mehr zu tun, mehr zu zahlen, ein späteres Ende; mit Preis, Kosten und Marge.',
  'contracts.withdrawChange': 'Zieht eine Änderung mit Grund zurück, bevor der Kunde geantwortet hat.',
  'projects.cancelClosure': 'Hält ein Projekt mit Grund offen, dessen Abschluss beantragt war.',
  'projects.close':
    'Schließt ein Projekt und seine Arbeitspakete: Zeit kann darauf nicht mehr erfasst werden. Das tut der Ablauf selbst.',
  'projects.confirmClosure':
    'Stimmt dem Abschluss eines Projekts zu, bei dem nichts offen ist. Der Ablauf sieht noch einmal nach und schließt es.',
  'projects.planBudget':
    'Plant den Aufwand von Arbeitspaketen, die noch keinen haben, etwa interner: die nächste Fassung des Budgets.',
  'projects.requestClosure':
    'Beantragt den Abschluss eines fertigen Projekts mit dem, was gelernt wurde: Alles, was noch offen ist, wird gesucht.',
  'revenue.checkClosure':
    'Sucht vor dem Abschluss eines Projekts, was noch offen ist und wer handeln muss: Zeit, Buchungen, Meilensteine, Rechnungen, Erlöse.',
  'projects.reviseBudget':
    'Nimmt die Änderung eines Vertrags in den Plan auf: nächste Fassung des Budgets, neue Arbeitspakete, spätere letzte Tage. Das tut der Ablauf selbst.',
  'revenue.replan':
    'Übernimmt den Preis einer Vertragsposition, wie er nun vereinbart ist, in ihren Erlösplan. Das tut der Ablauf einer Änderung.',
  'quotes.accept': 'Erfasst, dass der Kunde ein Angebot angenommen hat: Die Verkaufschance ist gewonnen.',
  'quotes.activate': 'Gibt einen Entwurf an den Kunden; ab hier kann er nur noch gelesen werden.',
  'quotes.create':
    'Entwirft ein Angebot zu einer Verkaufschance und berechnet Preis, Listenpreis, Kosten und Marge.',
  'quotes.lose': 'Erfasst, dass der Kunde ein Angebot abgelehnt hat; die Verkaufschance bleibt offen.',
  'quotes.revise':
    'Zieht ein Angebot zurück, das beim Kunden liegt, und öffnet die nächste Fassung als Entwurf.',
  'quotes.reviewTerms':
    'Sagt, was die Rechtsabteilung von den Bedingungen eines Angebots hält, das auf Genehmigung wartet, und warum.',
  'quotes.setTerms':
    'Hält fest, was ein Kunde anders will als unsere eigenen Bedingungen: Vertragsform, Haftung, Recht, Zahlungsziel und anderes.',
  'quotes.settleApproval':
    'Beendet die Genehmigung eines Angebots mit dem, was die Gefragten entschieden haben. Das tut der Ablauf selbst.',
  'quotes.submit':
    'Gibt einen Entwurf zur Genehmigung, bevor er hinausgeht: Riskante Bedingungen sieht die Rechtsabteilung an, dann wird der Preis genehmigt.',
  'quotes.withdraw': 'Nimmt einen Entwurf von denen zurück, die ihn genehmigen sollen.',
  'quotes.update': 'Schreibt einen Entwurf mit anderem Inhalt neu und berechnet ihn wieder.',
  'replays.run':
    'Spielt vergangene Abläufe auf einer anderen Version oder Entscheidung nach und hält jeden Unterschied fest.',
  'revenue.plan':
    'Legt dar, wie aus Vertragspositionen Erlös wird, mit den Monaten dessen, was gleichmäßig verdient wird.',
  'revenue.recognise':
    'Erfasst alles als Erlös, was bis zum Ende eines Monats gleichmäßig verdient und noch nicht erfasst wurde.',
  'revenue.recogniseMilestone': 'Erfasst den Erlös eines abgenommenen Meilensteins, einmal.',
  'staffing.acceptProposal':
    'Nimmt die Personen an, die für eine Anfrage vorgeschlagen sind: ihre Vorschläge und Vormerkungen werden fest.',
  'staffing.book':
    'Bucht Personen für eine Anfrage. Sie ist erfüllt, sobald feste Buchungen das Angefragte decken.',
  'staffing.releasePerson':
    'Beendet alles, wofür jemand ab einem Tag gebucht ist. Anfragen, denen wieder jemand fehlt, sind wieder offen; erfasste Zeit bleibt.',
  'staffing.cancelBooking':
    'Sagt eine Buchung ab und gibt ihre Kapazität frei. Die Anfrage ist wieder offen, wenn ihr jemand fehlt.',
  'staffing.cancelRequest':
    'Sagt, dass eine Anfrage niemanden mehr braucht: was für sie vorgeschlagen war, ist abgesagt.',
  'staffing.declineProposal': 'Lehnt die vorgeschlagenen Personen mit Grund ab: die Anfrage braucht andere.',
  'staffing.rejectRequest': 'Sagt mit Grund, dass eine Anfrage nicht erfüllt werden kann.',
  'staffing.requestForProject':
    'Fragt Personal an: eine Anfrage je Rolle und Arbeitspaket im genehmigten Budget.',
  'staffing.resubmitRequest':
    'Fragt erneut nach Personen, die nicht zu finden waren, auf Wunsch für weniger Zeit oder andere Tage.',
  'tasks.answer':
    'Beantwortet eine Frage zu einer Aufgabe: durch die gefragte Person, oder wer gefragt hat und es inzwischen weiß.',
  'tasks.ask':
    'Fragt jemanden etwas zu einer Aufgabe; sie wartet auf die Antwort, auch in der Liste der gefragten Person.',
  'tasks.assign': 'Gibt eine offene Aufgabe einer Person, wer immer sie hat.',
  'tasks.attach':
    'Hängt eine abgelegte Datei an eine offene Aufgabe; wer die Aufgabe sieht, darf sie öffnen.',
  'tasks.claim': 'Übernimmt eine Aufgabe, die Ihnen angeboten ist, damit andere sie Ihnen lassen.',
  'tasks.comment': 'Kommentiert eine offene Aufgabe, für alle, die damit zu tun haben.',
  'tasks.complete': 'Erledigt eine Ihrer Aufgaben mit ihrem Ergebnis; ihr Prozess geht sofort weiter.',
  'tasks.completeMany':
    'Erledigt viele Ihrer Aufgaben mit demselben Ergebnis, zusammen, jede nach ihren Regeln.',
  'tasks.delegate': 'Lässt jemand anderen Ihre Aufgabe tun, der sie erledigt oder Ihnen zurückgibt.',
  'exchange.remindOfTasks': 'Erinnert per Mail an offene Aufgaben, wie ihre Modelle es sagen.',
  'tasks.escalateLate': 'Bietet verspätete Aufgaben der nächsten Stufe an, wie ihre Modelle es sagen.',
  'tasks.handOver': 'Gibt eine Aufgabe endgültig ab, an eine Person oder eine Rolle, mit dem Grund.',
  'tasks.release': 'Gibt eine übernommene Aufgabe an alle zurück, denen sie angeboten ist.',
  'tasks.resolve': 'Gibt eine Ihnen delegierte Aufgabe an die Person zurück, die sie delegiert hat.',
  'tasks.setFollowUp': 'Sagt, wann eine Aufgabe wieder vorgelegt wird; oder dass sie es nicht wird.',
  'tasks.setPriority': 'Sagt, wie dringlich eine Aufgabe ist, von 0 bis 100.',
  'timesheets.approve':
    'Genehmigt eingereichte Zeilen einer Woche: Ihre Kosten und ihr Wert werden erfasst und gebucht.',
  'timesheets.approveMany': 'Genehmigt die eingereichten Zeilen vieler Wochen auf einmal, alle oder keine.',
  'timesheets.changeEntry': 'Ändert eine Zeile, die noch nicht eingereicht ist oder zurückgewiesen wurde.',
  'timesheets.importTime':
    'Importiert den ausführlichen Zeitbericht von Clockify: alles, oder nichts mit jedem Fehler.',
  'timesheets.recall':
    'Holt genehmigte Zeilen zurück, bevor sie abgerechnet sind: Sie werden storniert und sind wieder Entwürfe.',
  'timesheets.record': 'Erfasst an einem Tag geleistete Zeit auf einem Arbeitspaket.',
  'timesheets.reject': 'Gibt eingereichte Zeilen mit dem Grund an die Person zurück, die gearbeitet hat.',
  'timesheets.removeEntry': 'Entfernt eine Zeile, die noch nicht eingereicht ist oder zurückgewiesen wurde.',
  'timesheets.saveWeek':
    'Speichert eine ganze Woche auf einmal: Was anders ist, wird erfasst, geändert und entfernt, oder nichts.',
  'timesheets.submit': 'Reicht die wartenden Zeilen einer Woche bei denen ein, die ihre Projekte genehmigen.',
  'projects.setEstimate': 'Sagt, was ein Vertrag eines Projekts am Ende gekostet haben wird, und warum.',
  'revenue.review':
    'Schlägt den Umsatz eines Monats je Vertrag und Methode vor, mit der Marge am Ende und dem, was sich geändert hat.',
  'opportunities.pursue':
    'Beginnt den Weg einer Chance zum Angebot: Sie wird bewertet, umrissen, angeboten und versandt.',
  'opportunities.qualify':
    'Sagt, was von einer Chance bekannt ist: ob es Budget, Bedarf und jemanden gibt, der entscheidet.',
  'opportunities.scope': 'Sagt, was die Arbeit wäre und wie lange sie dauern würde, für das Angebot.',
  'people.hire':
    'Nimmt eine Person auf, deren Arbeitsvertrag unterschrieben ist; eingeplant werden kann sie nach der Freigabe.',
  'access.reactivate':
    'Lässt eine Person oder einen Dienst wieder herein, deren Zugang beendet war, mit den genannten Rollen und keinen anderen. Schlüssel und Vertretungen bleiben beendet.',
  'people.hireAgain':
    'Stellt jemanden wieder ein, der gegangen ist. Was früher gezeigt wurde und noch gilt, wird übernommen; freigegeben wird neu.',
  'people.engageAgain':
    'Beauftragt eine externe Kraft, deren Vereinbarung vorbei ist, mit einer neuen. Was früher gezeigt wurde und noch gilt, wird übernommen; freigegeben wird neu.',
  'people.engage':
    'Nimmt eine externe Kraft auf, deren Vereinbarung unterschrieben ist; eingeplant werden kann sie nach der Freigabe.',
  'people.requireChecks':
    'Sagt, was vor der Freigabe einer Person da sein muss, und warum. Macht der Prozess des Eintritts.',
  'people.recordCheck':
    'Erfasst eine verlangte Unterlage oder Erklärung: was sie zeigt und bis wann sie gilt.',
  'people.assessStatus':
    'Sagt, ob eine externe Kraft rechtlich selbständig ist oder angestellt wäre, und warum.',
  'people.checkOnboarding': 'Findet, wo ein Eintritt steht und was fehlt. Macht sein Prozess.',
  'people.clear':
    'Gibt eine Person für die Arbeit frei, sobald alles Verlangte da ist: Sie kann eingeplant werden.',
  'people.decline': 'Sagt, dass jemand nicht übernommen werden darf, und warum: Der Eintritt endet.',
  'people.withdraw': 'Sagt vor dem ersten Arbeitstag eine Person ab, die doch nicht kommt.',
  'people.closeOnboarding':
    'Schließt den Eintritt einer Person ab, die geht oder nicht kommt, und findet die zu beendende Anmeldung. Macht sein Prozess.',
  'people.findEndings':
    'Findet Probezeiten, Vereinbarungen und Unterlagen, die bald enden, und Vereinbarungen, die vorbei sind. Macht der Prozess jeden Tag; beim nächsten Mal findet er nur Neues.',
  'people.reviewProbation':
    'Sagt, wie eine Probezeit endet: bestanden, verlängert, oder die Beschäftigung endet.',
  'people.proposeExtension':
    'Schlägt für eine endende Vereinbarung einen späteren letzten Tag vor; sie läuft weiter, sobald er genehmigt ist.',
  'people.extendAgreement': 'Lässt eine Vereinbarung am späteren, genehmigten Tag enden. Macht ihr Prozess.',
  'people.dropExtension':
    'Lässt eine Vereinbarung enden wie bisher, weil der spätere Tag nicht genehmigt wurde. Macht ihr Prozess.',
  'people.endAgreement':
    'Beendet eine Vereinbarung an ihrem letzten Tag oder davor; bis dahin bleibt die Anmeldung.',
}
