/** German for refusals, by code; `{name}` is filled from what the refusal tells. From M to Z, and what the browser finds itself. */
export const germanRefusalsM: Readonly<Record<string, string>> = {
  nothing_to_remind:
    'Von {client} ist über das Strittige und Zugesagte hinaus nichts offen. Entscheiden Sie zuerst die Einwände, oder warten Sie die Zusagen ab.',
  promise_in_the_past: 'Die Zusage ist für den {dueOn}, der vorbei ist. Nennen Sie einen Tag ab dem {today}.',
  write_off_not_asked: 'Die Ausbuchung ist schon entschieden: {state}. Beantragen Sie eine neue.',
  write_off_not_found: 'Diese Ausbuchung gibt es nicht.',
  write_off_waits:
    'Eine Ausbuchung der Rechnung {number} wartet schon auf ihre Entscheidung. Entscheiden Sie diese zuerst.',
  nothing_to_credit:
    'Von der Rechnung {number} ist nichts mehr gutzuschreiben. Sehen Sie sich ihre Korrekturen an.',
  malformed_request:
    'Die Anfrage kann nicht gelesen werden. Laden Sie die Seite neu, und versuchen Sie es erneut.',
  migration_invalid: 'Der Plan passt nicht. Zu beheben: {count}; die Fehler stehen darunter.',
  migration_other_process:
    'Die Versionen gehören zu verschiedenen Prozessen. Wählen Sie zwei Versionen desselben.',
  milestone_not_accepted:
    'Der Meilenstein „{title}“ hat den Status „{state}“. Sein Erlös ist mit der Abnahme verdient; lassen Sie ihn zuerst abnehmen.',
  milestone_not_found: 'Diesen Meilenstein gibt es nicht. Öffnen Sie den Vertrag erneut.',
  milestone_not_planned:
    'Der Meilenstein „{title}“ hat den Status „{state}“. Eingereicht werden kann nur ein geplanter.',
  milestone_not_submitted:
    'Der Meilenstein „{title}“ hat den Status „{state}“. Abgenommen oder zurückgegeben werden kann nur ein eingereichter; lassen Sie ihn zuerst von der Projektleitung einreichen.',
  milestones_do_not_sum:
    'Die Meilensteine von Position {line} ergeben {sum}, ihr Preis ist {price}. Gleichen Sie beides an.',
  modification_invalid:
    'So kann der Ablauf nicht geändert werden. Zu beheben: {count}; die Fehler stehen darunter.',
  month_not_over: '{month} endet am {end}. Erfassen Sie den Erlös, wenn der Monat vorbei ist.',
  no_active_contract:
    'Zu dieser Verkaufschance gibt es keinen aktiven Vertrag. Aktivieren Sie zuerst ihre Verträge.',
  no_line_of_client: 'Dieser Kunde zahlt nichts aus dem gewonnenen Angebot. Wählen Sie einen, den es nennt.',
  no_such_path: 'Unter dieser Adresse gibt es nichts.',
  nothing_proposed: 'Für diese Anfrage ist niemand vorgeschlagen. Warten Sie, bis jemand vorgeschlagen wird.',
  no_won_quote:
    'Zu dieser Verkaufschance gibt es kein angenommenes Angebot. Lassen Sie zuerst ein Angebot annehmen.',
  not_a_person: 'Passwörter haben nur Personen. Geben Sie dem Dienst einen API-Schlüssel.',
  not_permitted:
    'Sie dürfen „{command}“ nicht ausführen. Bitten Sie die Administration um eine Rolle, die es erlaubt.',
  nothing_to_bill:
    'Bis zum {cutoff} ist nichts abrechenbar. Was im Weg steht, zeigt die Abrechnungsbereitschaft.',
  operation_ended: 'Der Vorgang hat schon den Status „{status}“; was er getan hat, bleibt.',
  operation_incomplete:
    'Es fehlt eine Angabe, was zu tun ist: eine Bedingung für die Abläufe, und genau die Angaben, die zur gewählten Art gehören.',
  operation_not_found: 'Diesen Vorgang gibt es nicht.',
  opportunity_amount_negative:
    'Der Betrag einer Verkaufschance ist mindestens null. Berichtigen Sie ihn, oder lassen Sie ihn weg.',
  opportunity_closed:
    '{name} hat schon den Status „{state}“ und ändert sich nicht mehr. Legen Sie für neues Geschäft eine neue Verkaufschance an.',
  opportunity_external_taken:
    'Eine andere Verkaufschance stammt aus dem Datensatz {externalId} von {externalSystem}. Ändern Sie diese, oder geben Sie eine eigene Kennung an.',
  opportunity_has_active_quote:
    'Ein Angebot zu {name} liegt beim Kunden. Lassen Sie es zuerst annehmen, als verloren erfassen oder überarbeiten.',
  opportunity_not_found: 'Diese Verkaufschance gibt es nicht.',
  org_unit_code_taken:
    'Ein anderer Bereich oder eine andere Region hat das Kürzel {code}. Wählen Sie ein anderes.',
  over_capacity:
    '{person} wäre in der Woche vom {week} mit {booked} von {capacity} Stunden gebucht. Buchen Sie weniger, oder lassen Sie die Überbuchung mit einem Grund zu.',
  own_approval:
    'Sie dürfen „{command}“ hier nicht ausführen: Sie, oder jemand, dessen Vollmacht Sie haben, haben die Arbeit getan, die damit genehmigt wird. Bitten Sie jemand anderen.',
  own_role:
    'Niemand gibt sich selbst oder der Person, für die er handelt, eine Rolle. Bitten Sie eine andere Person der Administration.',
  period_already_closed: '{month} hat schon den Status „{state}“. Es ist nichts zu tun.',
  period_already_open: '{month} ist offen; es ist nichts wieder zu öffnen.',
  period_closed:
    '{month} hat für Buchungen aus „{subledger}“ den Status „{state}“. Buchen Sie in eine offene Periode, oder lassen Sie die Periode wieder öffnen.',
  period_not_found: 'Diese Periode gibt es nicht.',
  period_too_long: 'Fragen Sie höchstens {weeks} Wochen auf einmal ab, von einem Tag bis zu einem späteren.',
  person_email_taken: 'Eine andere Person hat die Adresse {email}. Geben Sie die Adresse dieser Person an.',
  person_ends_before_start:
    'Der letzte Arbeitstag, {endedOn}, liegt vor dem ersten, {startedOn}. Berichtigen Sie einen davon.',
  person_has_access: 'Diese Person kann sich schon anmelden. Ändern Sie ihre Rollen bei den Zugängen.',
  person_manages_themselves:
    'Niemand ist sich selbst unterstellt. Wählen Sie eine andere vorgesetzte Person.',
  person_not_found: 'Diese Person gibt es nicht.',
  person_number_taken: 'Eine andere Person hat die Nummer {number}. Nehmen Sie die nächste freie.',
  practice_not_found: 'Diesen Bereich gibt es nicht.',
  principal_inactive: 'Dieser Zugang ist nicht mehr aktiv. Legen Sie einen neuen an.',
  principal_not_found: 'Diese Person oder diesen Dienst gibt es nicht.',
  process_already_running:
    'Für diesen Datensatz läuft der Prozess {key} schon. Lassen Sie den Ablauf enden, oder brechen Sie ihn ab, bevor ein neuer beginnt.',
  process_model_invalid:
    'Das Modell kann nicht bereitgestellt werden. Zu beheben: {count}; die Fehler stehen darunter.',
  process_not_found: 'Ein Prozess {key} ist nicht bereitgestellt.',
  process_start_not_permitted:
    'Sie dürfen den Prozess {key} nicht starten: Sein Modell nennt andere Rollen. Bitten Sie jemanden mit einer davon, oder die Administration.',
  process_not_startable:
    'Der Prozess {key} beginnt nur durch seine Ereignisse. Führen Sie stattdessen den Befehl aus, der sie auslöst.',
  project_exists: 'Zu dieser Verkaufschance gibt es schon das Projekt {number}. Arbeiten Sie mit diesem.',
  project_has_no_budget:
    'Auf dem Projekt {number} ist kein Aufwand geplant, für den Personen angefragt werden könnten. Planen Sie sein Budget; legen Sie zuerst ein Arbeitspaket an, wo keines ist.',
  project_has_no_manager:
    'Das Projekt {number} hat keine Projektleitung. Bestimmen Sie eine, bevor es beginnt.',
  project_is_closed:
    'Das Projekt {number} hat den Status „{state}“ und kann nicht geändert werden. Wählen Sie ein offenes.',
  project_not_found: 'Dieses Projekt gibt es nicht.',
  project_not_in_delivery:
    'Das Projekt {number} hat den Status „{state}“. Abgeschlossen werden kann nur eines in der Durchführung; starten Sie es zuerst, wenn noch Arbeit kommt.',
  project_not_in_plan: 'Das Projekt {number} hat den Status „{state}“. Beginnen kann nur ein geplantes.',
  quote_amount_not_positive:
    'In Position {line} muss der Betrag „{what}“ über null liegen. Berichtigen Sie ihn.',
  quote_currency_mismatch:
    'Position {line} ist in {expected}, der Betrag „{what}“ in {actual}. Geben Sie alle Beträge einer Position in ihrer Währung an.',
  quote_expired: 'Das Angebot {number} galt bis {validUntil}. Überarbeiten Sie es mit einem späteren Tag.',
  quote_in_approval:
    'Das Angebot {number}, Version {version}, liegt bei denen, die es genehmigen. Warten Sie auf sie, oder nehmen Sie es zurück.',
  quote_not_approved:
    'Das Angebot {number}, Version {version}, wurde zurückgegeben, oder seine Bedingungen sind nicht unsere eigenen. Lassen Sie es genehmigen, bevor es hinausgeht.',
  quote_not_in_approval:
    'Das Angebot {number}, Version {version}, liegt nicht zur Genehmigung. Geben Sie es zuerst dorthin.',
  quote_not_active:
    'Das Angebot {number}, Version {version}, hat den Status „{state}“. Das geht nur bei einem Angebot, das beim Kunden liegt.',
  quote_not_draft:
    'Das Angebot {number}, Version {version}, hat den Status „{state}“. Geändert wird nur ein Entwurf; überarbeiten Sie das Angebot, um einen zu erhalten.',
  quote_not_found: 'Dieses Angebot gibt es nicht.',
  quote_rate_ambiguous:
    'Position {line} verkauft die Rolle {roleCode} zu zwei Sätzen. Je Position hat eine Rolle einen Satz; teilen Sie die Position.',
  quote_too_large:
    'Das Angebot ergibt mehr, als geführt werden kann. Prüfen Sie Stunden, Sätze und Beträge, oder teilen Sie es.',
  rate_card_code_taken:
    'Eine Preisliste {code} gibt es schon. Setzen Sie dort die Preise, oder wählen Sie ein anderes Kürzel.',
  rate_card_mismatch:
    'Die Preisliste {rateCard} ist in einer anderen Währung als Position {line} oder gehört einer anderen Gesellschaft. Wählen Sie eine passende.',
  rate_card_not_found: 'Diese Preisliste gibt es nicht.',
  rate_missing: 'Die Preisliste {rateCard} hat für {roleCode} am {day} keinen Preis. Ergänzen Sie ihn.',
  receipt_not_found: 'Diesen Zahlungseingang gibt es nicht.',
  receipt_over_allocated:
    'Vom Zahlungseingang sind nur {unapplied} noch nicht zugeordnet, gewünscht waren {asked}. Ordnen Sie weniger zu.',
  receipt_recorded_before:
    'Der Bankumsatz {bankReference} wurde bei dieser Gesellschaft schon erfasst. Suchen Sie ihn bei den Zahlungseingängen.',
  renewal_ends_early:
    'Die wiederkehrenden Gebühren von {number} enden am {termEndsOn}. Eine Verlängerung endet später.',
  renewal_needs_end: '{number} wird bis zu einem Tag verlängert. Geben Sie an, bis wann.',
  renewal_not_found: 'Diese Verlängerung gibt es nicht. Öffnen Sie den Vertrag erneut.',
  renewal_state_wrong: 'Die Verlängerung von {number} hat den Status „{state}“; das geht nur mit {wanted}.',
  renewal_uplift_wrong:
    'Die Gebühr von {number} wäre null oder mehr als das Zehnfache. Geben Sie mehr als -100 und höchstens 1000 Prozent an.',
  reopening_not_requested:
    'Niemand hat beantragt, {month} wieder zu öffnen. Eine Person beantragt es, eine andere öffnet.',
  replay_against_two:
    'Nachgespielt wird gegen eines: ein Modell, eine Entscheidung oder einen Entwurf, oder gegen nichts davon.',
  replay_decision_not_found: 'Eine Entscheidung {key} in Version {version} gibt es nicht.',
  replay_not_found: 'Diesen Bericht gibt es nicht.',
  request_decided:
    'Die Anfrage hat schon den Status „{state}“. Stornieren Sie ihre Buchungen, wenn niemand mehr gebraucht wird.',
  request_ends_before_start:
    'Die Anfrage würde am {endsOn} enden, bevor sie am {startsOn} beginnt. Wählen Sie ein späteres Ende.',
  request_not_open:
    'Die Anfrage hat den Status „{state}“. Besetzt oder abgelehnt werden kann nur eine eingereichte.',
  request_not_rejected: 'Die Anfrage hat den Status „{state}“; nur abgelehnte werden noch einmal gestellt.',
  request_too_large: 'Die Anfrage ist größer als {limit} Byte. Senden Sie weniger auf einmal.',
  requests_exist: 'Für das Projekt {number} wurden schon Personen angefragt. Sehen Sie sich die Anfragen an.',
  resource_request_not_found: 'Diese Anfrage gibt es nicht.',
  revenue_not_planned: 'Zu diesem Vertrag gibt es keinen Erlösplan. Planen Sie zuerst die Erlöse.',
  revision_required:
    '„{command}“ ändert einen Datensatz, den inzwischen andere geändert haben können. Laden Sie ihn neu, und wiederholen Sie die Änderung.',
  role_assignment_not_found: 'Diese Rolle ist der Person nicht oder nicht mehr zugewiesen.',
  role_code_taken:
    'Eine Rolle {code} gibt es schon. Verwenden Sie diese, oder wählen Sie ein anderes Kürzel.',
  role_in_use: 'Die Rolle {role} haben noch Personen: {holders}. Entziehen Sie sie ihnen zuerst.',
  role_is_shipped:
    'Die Rolle {role} gehört zum Programm und bleibt, wie sie ist. Legen Sie eine eigene Rolle an.',
  role_name_taken: 'Eine Rolle {role} gibt es schon. Wählen Sie einen anderen Namen.',
  role_not_found: 'Eine Rolle {roleCode} gibt es nicht. Legen Sie sie bei den Personen an.',
  roles_conflict:
    'Eine Person darf „{one}“ und „{other}“ nicht beide haben: {why}. Geben Sie eines davon jemand anderem.',
  roll_forward_period_wrong:
    'Der letzte Tag liegt vor dem ersten. Fragen Sie von einem Tag bis zu einem späteren.',
  scope_not_honoured: '„{command}“ kann nicht auf „{scope}“ beschränkt werden. Möglich ist: {honoured}.',
  series_exists:
    'Das Buch {book} hat schon einen Nummernkreis {series} oder einen mit demselben Format. Verwenden Sie diesen, oder wählen Sie anderes.',
  series_format_invalid:
    'Mit dem Format {format} lassen sich keine Belege nummerieren. Es enthält die Nummer einmal, das Jahr, wenn sie jedes Jahr neu beginnt, und sonst Buchstaben, Ziffern, Leerzeichen oder . / _ -.',
  series_missing:
    'Das Buch {book} hat keinen Nummernkreis {series}. Legen Sie ihn an, bevor Belege nummeriert werden.',
  session_not_found: 'Diese Sitzung gibt es nicht, oder sie ist beendet.',
  sign_in_refused:
    'E-Mail-Adresse oder Passwort stimmen nicht, oder es waren zu viele Versuche. Nach mehreren Fehlversuchen warten Sie einige Minuten.',
  stale_revision:
    'Der Datensatz hat sich geändert, seit Sie ihn gelesen haben (Sie haben Fassung {expected}, es ist {actual}). Lesen Sie ihn neu, und wiederholen Sie die Änderung.',
  statement_period_wrong:
    'Eine Auswertung geht von ihrem ersten bis zu ihrem letzten Tag, über höchstens {months} Monate. Wählen Sie andere Tage.',
  task_assignment_refused:
    'Die Aufgabe bleibt, wo sie ist: „{command}“ lässt nicht zu, dass jemand sie bekommt. {why}',
  task_awaits_answer:
    'Die Aufgabe wartet auf eine Antwort von {asked}. Erledigen Sie sie danach, oder antworten Sie selbst.',
  task_claimed:
    'Die Aufgabe hat schon jemand übernommen. Überlassen Sie sie dieser Person, oder lassen Sie sie sich von der Leitung zuweisen.',
  task_done_by_command:
    'Die Aufgabe wird durch „{commands}“ am Datensatz selbst erledigt. Führen Sie das dort aus.',
  task_excluded:
    'Sie dürfen diese Aufgabe nicht erledigen: Es gilt das Vier-Augen-Prinzip, und zwei der Augen waren schon Ihre. Überlassen Sie sie jemand anderem.',
  start_form_invalid:
    'Die Angaben zum Beginn des Prozesses {key} sind nicht so, wie sein Formular sie verlangt. Was nicht stimmt, steht dabei.',
  task_form_invalid:
    'Die Angaben zur Aufgabe sind nicht so, wie ihr Formular es verlangt; sie sind gekennzeichnet.',
  task_not_delegated:
    'Die Aufgabe hat den Status „{state}“ und wurde Ihnen von niemandem übertragen. Erledigen Sie sie, oder geben Sie sie frei.',
  task_not_found: 'Diese Aufgabe gibt es für Sie nicht. Sehen Sie in Ihren Eingang.',
  task_not_open:
    'Die Aufgabe hat den Status „{state}“: Jemand hat sie erledigt, oder sie wird nicht mehr gebraucht.',
  task_not_yours:
    'Die Aufgabe ist weder Ihnen zugewiesen noch einer Ihrer Rollen angeboten. Ihre Aufgaben stehen im Eingang.',
  task_person_unknown:
    'Dieser Person kann die Aufgabe nicht gegeben werden. Wählen Sie jemanden, der sich anmelden kann.',
  task_question_not_found: 'Zu dieser Aufgabe ist diese Frage nicht offen. Sehen Sie sich das Gespräch an.',
  task_question_not_yours:
    'Diese Frage ging nicht an Sie und kam nicht von Ihnen. Überlassen Sie die Antwort der gefragten Person.',
  task_suspended:
    'Die Aufgabe gehört zu einem angehaltenen Ablauf: {reason}. Sie geht weiter, sobald ihn jemand fortsetzt.',
  tasks_not_all_completed:
    '{count} von {of} Aufgaben können nicht erledigt werden; deshalb wurde es keine. Die Gründe stehen darunter.',
  tax_code_not_found: 'Diese Steuer hat die Gesellschaft nicht.',
  tax_code_taken: 'Die Gesellschaft hat schon eine Steuer {code}. Wählen Sie ein anderes Kürzel.',
  tenant_unknown: 'Bei welcher Firma melden Sie sich an? Geben Sie ihren Kurznamen an.',
  time_caller_not_a_person:
    'Zu Ihrem Zugang gehört keine Person, die hier arbeitet. Nennen Sie eine Person, oder lassen Sie Ihren Zugang verknüpfen.',
  time_day_over_24_hours:
    'Der {workedOn} hätte {minutes} Stunden, mehr als ein Tag hat. Berichtigen Sie diese oder die anderen Zeiten des Tages.',
  time_entry_decided:
    'Die Zeit hat den Status „{state}“. Geändert werden nur Entwürfe und zurückgegebene; holen Sie eine genehmigte zuerst zurück.',
  time_entry_not_found: 'Diese Zeit gibt es nicht, oder Sie dürfen sie nicht ändern.',
  time_in_other_week:
    'Der {workedOn} liegt in einer anderen Woche. Erfassen Sie die Zeit dort, und entfernen Sie sie hier.',
  time_not_chargeable:
    'Das Arbeitspaket {workPackage} von {project} gehört zu keiner Vertragsposition. Erfassen Sie die Zeit als nicht fakturierbar.',
  time_of_others: 'Sie dürfen nur Ihre eigene Zeit erfassen.',
  time_outside_work_package:
    'Das Arbeitspaket {workPackage} von {project} läuft am {workedOn} nicht. Wählen Sie einen anderen Tag oder ein anderes Paket, oder fragen Sie die Projektleitung.',
  time_period_closed:
    'Die Bücher zum {workedOn} sind geschlossen. Erfassen Sie die Zeit in einem offenen Monat, oder bitten Sie das Controlling, ihn zu öffnen.',
  time_person_not_employed:
    '{person} hat am {workedOn} nicht hier gearbeitet. Berichtigen Sie den Tag, oder lassen Sie die Daten der Person berichtigen.',
  time_project_not_in_delivery:
    'Das Projekt {project} ist nicht in der Durchführung; im Moment kann darauf keine Zeit erfasst werden. Fragen Sie die Projektleitung.',
  time_row_twice:
    'Die Zeile ist dieselbe wie Zeile {row}. Fassen Sie beide zusammen, oder beschreiben Sie sie verschieden.',
  time_week_has_errors:
    'Fehlerhafte Felder in der Woche: {errors}; es wurde nichts gespeichert. Berichtigen Sie sie, und speichern Sie erneut.',
  time_work_package_closed:
    'Das Arbeitspaket {workPackage} von {project} ist geschlossen. Wählen Sie ein offenes, oder fragen Sie die Projektleitung.',
  time_work_unknown: 'Ein Arbeitspaket {workPackage} in einem Projekt {project} gibt es nicht.',
  timesheet_not_found: 'Diesen Stundenzettel gibt es nicht, oder Sie dürfen ihn nicht sehen.',
  timesheet_nothing_to_decide:
    'Auf diesem Stundenzettel wartet keine Zeile auf Ihre Entscheidung. Was auf Sie wartet, steht im Eingang.',
  timesheet_nothing_to_recall:
    'Auf diesem Stundenzettel ist keine genehmigte Zeile, die Sie zurückholen dürfen.',
  timesheet_nothing_to_submit:
    'Auf diesem Stundenzettel wartet keine Zeile aufs Einreichen. Erfassen Sie zuerst Zeit.',
  timesheet_own_time: 'Über die eigene Zeit entscheidet niemand selbst. Bitten Sie eine andere Person.',
  too_busy: 'Dieselben Datensätze werden gerade zu oft geändert. Versuchen Sie es gleich noch einmal.',
  too_many_attempts: 'Von Ihrer Adresse ist zu viel fehlgeschlagen. Warten Sie einige Minuten.',
  too_many_sign_ins: 'Gerade melden sich zu viele Personen an. Versuchen Sie es in einigen Sekunden erneut.',
  too_many_streams:
    'Sie haben schon {limit} Fenster offen. Schließen Sie eines, und versuchen Sie es erneut.',
  unauthenticated: 'Melden Sie sich an, und versuchen Sie es erneut.',
  unknown_command: 'Einen Befehl {command} gibt es nicht.',
  unknown_role: 'Eine Rolle {role} gibt es nicht.',
  variant_end_not_proposed:
    'Niemand hat vorgeschlagen, die Variante {key} zu beenden. Schlagen Sie es zuerst vor.',
  variant_end_proposed:
    'Das Ende der Variante {key} ist schon vorgeschlagen. Ein Zweiter beendet oder behält sie.',
  variant_invalid: 'Das ist keine Variante von {key}: {why}.',
  variant_not_found: 'Diese Variante gibt es nicht.',
  view_name_taken: 'Zu dieser Liste gibt es schon eine Ansicht {name}. Wählen Sie einen anderen Namen.',
  view_not_found: 'Diese Ansicht gibt es nicht, oder sie gehört einer anderen Person.',
  work_package_code_taken:
    'Im Projekt {number} gibt es schon ein Arbeitspaket {code}. Wählen Sie ein anderes Kürzel.',
  work_package_is_planned:
    'Der Aufwand des Arbeitspakets {code} ist schon geplant. Mehr davon kommt mit einer Änderung des Vertrags.',
  work_package_not_found: 'Dieses Arbeitspaket gibt es nicht. Öffnen Sie das Projekt erneut.',
  fault:
    'Auf unserer Seite ist etwas defekt; es wurde nichts geändert. Nennen Sie Ihrer Administration die Kennung.',
  unreachable:
    'Der Server ist nicht erreichbar. Ihre Eingaben bleiben erhalten; es wird von selbst erneut versucht.',
  unanswered: 'Der Server hat mit {status} geantwortet. Versuchen Sie es in einem Moment erneut.',
  onboarding_incomplete: '{person} kann noch nicht freigegeben werden. Es fehlt noch: {checks}.',
  onboarding_not_found:
    'Den Eintritt {onboardingId} gibt es nicht. Suchen Sie ihn in der Liste der Eintritte.',
  onboarding_state_wrong: 'Der Eintritt von {person} ist {state}; dieser Schritt geht nur bei: {values}.',
  person_not_cleared:
    '{person} ist noch nicht für die Arbeit freigegeben. Es fehlt noch: {checks}. Am Zug: {roles}.',
  person_not_gone:
    '{person} ist nicht gegangen: nur wer gegangen ist, wird wieder aufgenommen. Verlängern Sie die Vereinbarung, oder warten Sie bis zum Morgen nach ihrem letzten Tag.',
  return_too_early:
    '{person} arbeitet hier bis {endedOn} und kann nicht am {startedOn} wieder anfangen. Wählen Sie einen späteren Tag.',
  principal_active:
    'Der Zugang dieser Person oder dieses Dienstes war nicht beendet. Ändern Sie, was sie dürfen, über ihre Rollen.',
  person_leaves_before:
    '{person} arbeitet hier bis {endedOn}, nicht am {day}. Wählen Sie Tage bis dahin oder jemand anderen.',
  person_not_taken_on: '{person} wurde nicht übernommen ({state}). Wählen Sie jemand anderen.',
  probation_not_agreed:
    'Mit {person} ist keine Probezeit vereinbart. Setzen Sie den letzten Arbeitstag bei der Person, wenn die Beschäftigung endet.',
}
