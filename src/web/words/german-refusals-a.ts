/** German for refusals, by code; `{name}` is filled from what the refusal tells. From A to L. */
export const germanRefusalsA: Readonly<Record<string, string>> = {
  closure_asked_already:
    'Der Abschluss des Projekts {number} ist schon beantragt. Sein Ablauf ist unterwegs.',
  closure_not_asked: 'Der Abschluss des Projekts {number} wartet darauf nicht. Beantragen Sie ihn zuerst.',
  estimate_contract_wrong:
    'Der Vertrag {contractNumber} gehört nicht zu {number}. Wählen Sie einen Vertrag dieses Auftrags.',
  estimate_currency_mismatch:
    'Der Vertrag lautet auf {currency}, die Schätzung auf {given}. Schätzen Sie in der Währung des Vertrags.',
  project_not_complete:
    'Das Projekt {number} hat den Status „{state}“; abgeschlossen wird nur ein fertiges. Melden Sie es zuerst fertig.',
  change_ends_early:
    'Die Position „{title}“ endet am {endsOn}. Eine Änderung darf sie später enden lassen, nicht früher.',
  change_line_recurring:
    'Die Position „{title}“ ist eine Pauschale, die im Voraus abgerechnet wird. Vereinbaren Sie bei der Verlängerung des Vertrags einen anderen Betrag.',
  change_needs_date: 'Mehr vom Festpreis „{title}“ wird ein Meilenstein. Geben Sie an, wann er fällig ist.',
  change_not_found: 'Diese Änderung gibt es nicht.',
  change_state_wrong:
    'Die Änderung {number} hat den Status „{state}“; das geht nur bei „{wanted}“. Sehen Sie sie sich an.',

  credit_note_not_found: 'Diese Rechnungskorrektur gibt es nicht.',
  invoice_not_creditable:
    'Die Rechnung hat den Status „{state}“; gutgeschrieben wird nur eine gebuchte. Verwerfen Sie stattdessen die Proforma.',
  credit_waits:
    'Eine Korrektur der Rechnung {number} wartet schon auf ihre Genehmigung. Lassen Sie diese zuerst genehmigen, oder lehnen Sie sie ab.',
  credit_line_unknown:
    'Die Rechnung {number} hat keine Position {lineNo}. Sehen Sie sich ihre Positionen an.',
  credit_over_line:
    'Von Position {lineNo} lassen sich nur noch {left} gutschreiben, gewünscht waren {asked}. Schreiben Sie weniger gut.',
  credit_currency_mismatch:
    'Die Rechnung {number} lautet auf {expected}, ihre Korrektur auch. Geben Sie die Beträge in {expected} an.',
  credit_note_not_proposed:
    'Die Rechnungskorrektur hat den Status „{state}“; das geht nur bei einer vorgeschlagenen. Schlagen Sie eine neue vor.',
  credit_note_not_released:
    'Die Rechnungskorrektur hat den Status „{state}“; sie wird versandt, wenn sie freigegeben ist. Lassen Sie sie zuerst von den Gefragten genehmigen.',
  credit_over_written_off:
    'Von der Rechnung {number} wurden {writtenOff} ausgebucht, gutzuschreiben sind also höchstens {free}; vorgeschlagen waren {asked}. Lehnen Sie die Korrektur ab, und schreiben Sie weniger gut.',
  difference_currency_mismatch:
    'Die Rechnung {number} lautet auf {expected}. Geben Sie den Betrag in {expected} an.',
  difference_over_open:
    'Von der Rechnung {number} sind {free} offen und weder strittig noch zur Ausbuchung beantragt; genannt waren {asked}. Nennen Sie weniger.',
  dispute_credited:
    'Der Einwand hat seine Rechnungskorrektur schon. Sehen Sie sich die Korrekturen der Rechnung {number} an.',
  dispute_line_unknown:
    'Die Rechnung {number} hat keine Position {lineNo}. Sehen Sie sich ihre Positionen an.',
  dispute_not_found: 'Diesen Einwand gibt es nicht.',
  dispute_not_open: 'Der Einwand ist schon entschieden: {state}. Erfassen Sie einen neuen.',
  dispute_not_upheld:
    'Der Einwand hat den Status „{state}“; gutgeschrieben wird nur zu einem berechtigten. Entscheiden Sie ihn zuerst.',
  invoice_not_owed: 'Von der Rechnung ist nichts offen, ihr Status ist „{state}“. Sehen Sie sie sich an.',
  dunning_case_closed:
    'Der Fall hat den Status „{state}“; hier geschieht nichts mehr. Sehen Sie sich die Fälle an.',
  dunning_case_not_found: 'Diesen Fall gibt es nicht. Was überfällig ist, bekommt ihn von selbst.',
  account_already_exists:
    'Im Buch gibt es das Konto {code} schon: {name}. Verwenden Sie dieses, oder wählen Sie eine andere Nummer.',
  account_currency_mismatch:
    'Das Konto {code} nimmt nur {expected}, diese Zeile ist in {actual}. Buchen Sie sie auf ein Konto ihrer Währung.',
  account_not_found: 'Im Buch gibt es kein Konto {code}. Wählen Sie eines aus dem Kontenplan.',
  account_role_taken:
    'In diesem Buch hat das Konto {account} die Aufgabe „{role}“ bereits. Legen Sie das Konto ohne oder mit einer anderen Aufgabe an.',
  activity_not_offered:
    'Der Ablauf bietet die Aktivität {activity} im Moment nicht an, sondern: {offered}. Wählen Sie eine davon.',
  allocation_not_found: 'Diese Zuordnung gibt es nicht. Öffnen Sie den Zahlungseingang erneut.',
  allocation_taken_back:
    'Die Zuordnung wurde schon zurückgenommen oder nimmt selbst eine zurück. Öffnen Sie den Zahlungseingang erneut.',
  allocation_too_early:
    'Die Zuordnung kann nicht vor dem {earliest} wirken: Erst dann waren Zahlung und Rechnungen da. Wählen Sie diesen Tag oder einen späteren.',
  already_billed:
    'Die Zeit steht schon auf einer Rechnung oder Pro-forma. Verwerfen oder stornieren Sie zuerst diese.',
  api_key_not_found: 'Diesen API-Schlüssel gibt es nicht, oder er gilt nicht mehr.',
  before_book_starts:
    'Das Buch beginnt am {startsOn}; der {date} liegt davor. Wählen Sie einen späteren Tag.',
  book_not_found: 'Dieses Buch gibt es nicht. Wählen Sie eines aus der Liste.',
  booking_canceled:
    'Die Buchung wurde schon storniert. Buchen Sie neu, wenn die Personen doch gebraucht werden.',
  booking_not_found: 'Diese Buchung gibt es nicht oder nicht mehr.',
  booking_outside_request:
    'Die Buchung vom {startsOn} bis {endsOn} liegt außerhalb der Anfrage vom {from} bis {to}. Wählen Sie Tage darin.',
  calendar_invalid:
    'Mit dem Kalender {name} kann nicht gerechnet werden: Es fehlen Arbeitszeiten, Zeiten überschneiden sich, oder die Zeitzone gibt es nicht. Berichtigen Sie ihn.',
  calendar_not_found: 'Einen Kalender {name} gibt es nicht.',
  cap_below_committed:
    'Genehmigte Arbeit hat von dieser Position schon {committed} verbraucht. Die Obergrenze kann nicht niedriger sein.',
  client_already_active: '{name} ist schon aktiv. Es ist nichts zu tun.',
  client_already_blocked: '{name} ist schon gesperrt. Es ist nichts zu tun.',
  client_blocked:
    '{name} ist gesperrt: kein neues Geschäft, bis der Kunde wieder aktiv ist. Fragen Sie das Controlling.',
  client_incomplete:
    '{name} kann noch nicht abgerechnet werden. Es fehlt: {missing}. Vervollständigen Sie den Kunden.',
  client_name_taken:
    'Ein anderer Kunde heißt {name}. Nehmen Sie diesen, oder einen Namen, der sie unterscheidet.',
  client_not_found: 'Diesen Kunden gibt es nicht.',
  client_not_prospect:
    '{name} hat den Status „{state}“; nur Interessenten werden aufgenommen. Gesperrte Kunden lässt das Controlling wieder zu.',
  client_parent_invalid:
    'Der übergeordnete Kunde ist dieser selbst oder gehört zu ihm. Wählen Sie einen anderen.',
  contract_has_open_billing:
    'Im Vertrag {number} sind Meilensteine oder Pauschalen noch nicht abgerechnet. Rechnen Sie sie ab, bevor Sie ihn schließen.',
  contract_line_not_found: 'Diese Vertragsposition gibt es nicht. Öffnen Sie den Vertrag erneut.',
  contract_line_not_of_project:
    'Diese Vertragsposition gehört nicht zum Projekt {number}. Wählen Sie eine aus seinen Verträgen.',
  contract_not_active:
    'Der Vertrag {number} hat den Status „{state}“. Das geht nur bei einem aktiven Vertrag.',
  contract_not_draft: 'Der Vertrag {number} hat den Status „{state}“. Aktiv werden kann nur ein Entwurf.',
  contract_not_found: 'Diesen Vertrag gibt es nicht.',
  contract_not_rejectable: 'Zu dieser Verkaufschance gibt es keine Vertragsentwürfe, die abzulehnen wären.',
  contract_not_valid:
    'Aus dem Auftrag können noch keine Verträge werden. Beheben Sie, was darunter steht, und prüfen Sie erneut.',
  contract_rate_missing:
    'Die Vertragsposition „{line}“ hat für die Rolle {role} am {day} keinen Satz. Vereinbaren Sie einen, bevor Sie genehmigen.',
  contracts_exist:
    'Zu dieser Verkaufschance gibt es schon Vertragsentwürfe. Arbeiten Sie mit ihnen weiter, oder lehnen Sie sie zuerst ab.',
  control_account:
    'Das Konto {code} wird vom Nebenbuch geführt und nicht von Hand bebucht. Berichtigen Sie den Beleg, aus dem die Buchung kam.',
  cost_rate_currency_mismatch:
    'Die anstellende Gesellschaft führt ihre Bücher in {expected}. Geben Sie den Kostensatz in {expected} an, nicht in {actual}.',
  cost_rate_missing:
    '{person} hat am {day} keinen Kostensatz. Legen Sie einen fest, und genehmigen Sie erneut.',
  cost_rate_unknown:
    'Für die Rolle {roleCode} bei {entityCode} kennt niemand einen Kostensatz. Geben Sie ihn in Position {line} an, oder pflegen Sie die Kostensätze der Personen.',
  cross_site_request: 'Die Anfrage kommt von einer anderen Website und wird nicht ausgeführt.',
  current_password_wrong:
    'Geben Sie Ihr bisheriges Passwort an, um ein neues zu setzen. Nach mehreren Fehlversuchen warten Sie einige Minuten.',
  database_full:
    'Der Speicherplatz der Datenbank ist voll; es wurde nichts geändert. Schaffen Sie Platz, und versuchen Sie es erneut.',
  database_unavailable:
    'Die Datenbank ist gerade nicht erreichbar. Versuchen Sie es erneut; nichts wird doppelt getan.',
  decision_failed: 'Die Entscheidung {key} konnte nicht getroffen werden: {message}',
  decision_input_invalid: 'Die Angaben passen nicht zur Entscheidung {key}: {message}',
  decision_key_taken:
    'Die Entscheidung {key} gehört zum Modell {namespace}. Geben Sie ihr hier eine andere Kennung, oder stellen Sie sie unter jenem Modell bereit.',
  decision_model_invalid:
    'Das Modell kann nicht bereitgestellt werden. Zu beheben: {count}; die Fehler stehen darunter.',
  decision_not_found: 'Eine Entscheidung {key} in Version {version} gibt es nicht.',
  delegation_invalid:
    'Eine Vertretung geht an jemand anderen und endet frühestens am Tag, an dem sie beginnt: {validFrom}.',
  delegation_not_found: 'Diese Vertretung gibt es nicht, oder sie gilt nicht mehr.',
  delivery_not_dead:
    'Die Zustellung hat den Status „{state}“. Von Hand erneut gesendet wird nur, was aufgegeben wurde.',
  delivery_not_found: 'Diese Zustellung gibt es nicht.',
  deployment_needs_approval:
    'Eine andere Version von {keys} ist in Kraft. Schlagen Sie diese als Entwurf vor, lassen Sie ihn nachspielen, und lassen Sie ihn von einer zweiten Person genehmigen.',
  draft_decided: 'Über diesen Entwurf ist schon entschieden: „{status}“. Schlagen Sie einen neuen vor.',
  draft_not_found: 'Diesen Entwurf gibt es nicht.',
  draft_not_replayed:
    'Für diesen Entwurf wurde noch nicht gezeigt, was er in der Vergangenheit geändert hätte. Lassen Sie ihn zuerst nachspielen.',
  draft_outdated:
    'Seit dem Vorschlag ist eine andere Version von {keys} in Kraft getreten. Schlagen Sie den Entwurf im Vergleich mit ihr neu vor.',
  draft_overtaken:
    'Seit Sie mit Version {begun} begannen, ist Version {version} von {key} in Kraft getreten. Sehen Sie, was sie ändert, und schlagen Sie Ihre Änderung auf ihr vor.',
  earlier_period_open: 'Schließen Sie zuerst {earlier}: Perioden werden der Reihe nach geschlossen.',
  email_taken: 'Jemand anderes meldet sich schon als {email} an. Nehmen Sie eine andere Adresse.',
  entity_code_taken: 'Eine andere Gesellschaft hat das Kürzel {code}. Wählen Sie ein anderes.',
  entity_code_unknown: 'Eine Gesellschaft {entityCode} gibt es nicht.',
  entity_not_found: 'Diese Gesellschaft gibt es nicht.',
  entry_already_reversed: 'Die Buchung wurde schon storniert. Sehen Sie sich die Gegenbuchung an.',
  entry_not_found: 'Diese Buchung gibt es nicht.',
  entry_unbalanced:
    'Soll und Haben unterscheiden sich um {difference}. Berichtigen Sie die Zeilen, sodass jede Währung null ergibt.',
  exchange_rate_missing:
    'Für {source} nach {target} gibt es am {day} keinen Wechselkurs. Erfassen Sie einen bei der Firma.',
  file_empty: 'Die Datei ist leer. Senden Sie sie noch einmal, vollständig.',
  file_link_not_permitted:
    'Sie dürfen Dateien ablegen, sie aber nicht selbst an diesen Datensatz hängen ({objectType}).',
  file_not_found: 'Diese Datei gibt es nicht, oder Sie dürfen sie nicht sehen.',
  file_too_large: 'Die Datei hat {size} Byte; höchstens {limit} sind möglich. Senden Sie eine kleinere.',
  idempotency_key_reused:
    'Dieselbe Kennung wurde schon für eine andere Anfrage verwendet. Laden Sie die Seite neu, und versuchen Sie es erneut.',
  if_match_not_supported: '„{command}“ vergleicht keine Fassung. Senden Sie die Anfrage ohne If-Match.',
  import_columns_wrong:
    'Die Kopfzeile passt nicht. Es fehlen: {missing}. Doppelt sind: {twice}. Erwartet werden: {expected}.',
  import_done_before:
    'Genau diese Datei wurde schon importiert, {importedAt}. Exportieren Sie eine neue, um mehr zu importieren.',
  import_has_errors:
    'Fehlerhafte Zellen: {errors}; es wurde nichts importiert. Berichtigen Sie die genannten Zeilen, und importieren Sie die Datei erneut.',
  import_unreadable:
    'Die Datei ist in Zeile {row} nicht als CSV lesbar. Exportieren Sie sie erneut, mit Kommas getrennt und in UTF-8.',
  incident_closed: 'Die Störung ist schon geschlossen.',
  incident_not_found: 'Diese Störung gibt es nicht.',
  incident_not_settled:
    'So kann die Störung nicht erledigt werden. Wiederholen Sie den Schritt mit anderen Variablen, oder versetzen Sie den Ablauf.',
  instance_is_called:
    'Dieser Ablauf wurde von einem anderen aufgerufen. Tun Sie es bei jenem; was er aufgerufen hat, folgt.',
  instance_not_active: 'Der Ablauf hat den Status „{status}“. Geändert werden kann nur ein laufender.',
  instance_not_found: 'Diesen Ablauf gibt es nicht.',
  instance_not_suspended: 'Der Ablauf ist nicht angehalten; es ist nichts fortzusetzen.',
  instance_suspended: 'Der Ablauf ist angehalten. Setzen Sie ihn zuerst fort.',
  invalid_cursor: 'Die Liste hat sich verändert. Beginnen Sie von vorn.',
  invalid_input: 'Einige Angaben stimmen nicht; sie sind gekennzeichnet.',
  invoice_currency_mismatch:
    'Die Rechnung {number} ist in {expected}, der Zahlungseingang in {actual}. Wählen Sie eine Rechnung in {actual}.',
  invoice_email_missing: '{client} hat keine Adresse für Rechnungen. Ergänzen Sie sie beim Kunden.',
  invoice_missing_purchase_order:
    '{client} zahlt keine Rechnung ohne Bestellnummer. Erfassen Sie sie am Vertrag {number}, und bestätigen Sie erneut.',
  invoice_not_confirmed:
    'Die Rechnung hat den Status „{state}“. Das geht nur bei einer bestätigten Pro-forma; lassen Sie sie zuerst von jemand anderem bestätigen.',
  invoice_not_draft:
    'Die Rechnung hat den Status „{state}“. Bestätigt werden kann nur eine Pro-forma im Entwurf.',
  invoice_not_found: 'Diese Rechnung gibt es nicht.',
  invoice_not_open: 'Die Rechnung hat den Status „{state}“. Verworfen werden kann nur eine Pro-forma.',
  invoice_not_payable:
    'Die Rechnung hat den Status „{state}“. Bezahlt werden kann nur eine gebuchte; buchen Sie sie zuerst.',
  invoice_not_posted:
    'Die Rechnung hat den Status „{state}“ und muss vor dem Versand gebucht sein. Lassen Sie sie vom Controlling freigeben.',
  invoice_of_other_client:
    'Die Rechnung {number} schuldet ein anderer Kunde als der, der gezahlt hat. Erfassen Sie den Eingang für jenen.',
  invoice_of_other_entity:
    'Die Rechnung {number} gehört einer anderen Gesellschaft als der, die das Geld erhielt. Erfassen Sie den Eingang dort.',
  invoice_over_allocated:
    'Von der Rechnung {number} sind {open} offen, gewünscht waren {asked}. Ordnen Sie weniger zu.',
  journal_entry_not_found: 'Diesen Journaleintrag gibt es nicht.',
  later_period_closed: 'Öffnen Sie zuerst {later} wieder: Perioden werden von der jüngsten an geöffnet.',
  line_has_no_cap:
    'Die Position „{title}“ wird nicht nach Zeit und Material abgerechnet und hat deshalb keine Obergrenze.',
  line_not_valued:
    'Eine Zeile in {currency} braucht ihren Wert in {functional}. Geben Sie ihn an; eine Zeile in {functional} ist wert, was sie nennt.',
  logo_dimensions_refused:
    'Das Logo misst {width} mal {height}. Ein Bild hat Seiten von {least} bis {most} Pixeln, und kein Logo ist mehr als {ratio}-mal so lang wie hoch oder so hoch wie lang.',
  logo_not_plain:
    'Im Logo steht {found}; angenommen wird ein SVG nur aus Formen. Speichern Sie es als einfaches SVG, mit Text als Pfaden und ohne Links, Bilder und Skripte.',
  logo_too_large:
    'Das Logo hat {size} Byte; höchstens {limit} sind möglich, weil jede Seite es lädt. Speichern Sie es kleiner.',
  logo_type_unknown: 'Ein Logo ist ein SVG oder ein PNG. Speichern Sie die Datei als eines davon.',
  logo_unreadable:
    'Das Logo ist nicht lesbar. Speichern Sie es neu: ein SVG mit Größe oder viewBox, ein PNG mit 8 Bit je Kanal und nicht interlaced.',
  agreement_end_wrong:
    'Die Vereinbarung mit {person} kann nicht am {endsOn} enden. Wählen Sie einen Tag ab {from}.',
  agreement_ends_before:
    'Die Vereinbarung mit {person} endet am {endsOn}, vor dem {day}. Wählen Sie Tage bis dahin, oder lassen Sie {roles} ein späteres Ende vorschlagen.',
  agreement_has_no_end:
    'Die Vereinbarung mit {person} hat keinen letzten Tag. Setzen Sie den letzten Arbeitstag bei der Person.',
  check_not_required:
    'Von {person} wird {checks} nicht verlangt. Sehen Sie beim Eintritt nach, was verlangt wird; der rechtliche Status wird eigens beurteilt.',
  check_validity_wrong:
    'Sagen Sie, bis wann {checks} gilt: am ersten Arbeitstag, {startedOn}, muss es gelten, und eine Versicherung endet immer.',
  clearance_ends_before:
    'Was {person} als {checks} gezeigt hat, gilt bis {validUntil}, vor dem {day}. Wählen Sie Tage bis dahin, oder lassen Sie {roles} die nächste Unterlage erfassen.',
  contractor_deemed_employee:
    'Rechtlich wäre {person} angestellt, darum kann die Vereinbarung als externe Kraft nicht freigegeben werden. Lehnen Sie ab, oder beurteilen Sie den Status neu.',
  extension_not_proposed:
    'Für die Vereinbarung mit {person} ist kein späteres Ende vorgeschlagen. Schlagen Sie eines vor.',
  extension_under_approval:
    'Ein späteres Ende der Vereinbarung mit {person}, {proposedEndsOn}, wartet schon auf Genehmigung. Warten Sie die Entscheidung ab.',
}
