/** German for what is wrong with a model, by the code of the finding; where in the model stands before it. */
const sentences = {
  ad_hoc_empty: 'Im Ad-hoc-Teilprozess ist keine Aktivität. Fügen Sie eine hinzu.',
  ad_hoc_event: 'In einem Ad-hoc-Teilprozess beginnt und endet nichts durch Ereignisse. Entfernen Sie es.',
  attribute_not_executed:
    'Dieses Attribut wird nicht ausgeführt. Nennen Sie den Prozess in zeebe:calledElement.',
  binding_not_executed: 'Diese Bindung gibt es nicht. Setzen Sie sie auf latest, deployment oder versionTag.',
  boundary_detached: 'Das Randereignis sitzt an keiner Aktivität seines Bereichs. Heften Sie es an eine.',
  boundary_host: 'Das Randereignis sitzt an keiner Aktivität. Heften Sie es an eine.',
  calendar_unknown: 'Diesen Kalender gibt es nicht. Legen Sie ihn zuerst an.',
  cancel_boundary: 'Eine Transaktion hat am Rand genau ein Abbruchereignis.',
  cancel_of_many: 'Eine Transaktion, die abgebrochen werden kann, läuft nur einmal.',
  cancel_without_transaction: 'Abgebrochen wird nur eine Transaktion. Machen Sie den Teilprozess dazu.',
  catch_ambiguous: 'Zwei Ereignisse fangen dasselbe. Behalten Sie eines.',
  circle_without_wait: 'In diesem Kreis wartet nichts. Sorgen Sie dafür, dass eine Bedingung herausführt.',
  command_not_awaited:
    'Mit diesem Befehl wird keine Aufgabe erledigt. Nennen Sie einen Befehl des Geschäfts.',
  command_reserved:
    'Diesen Befehl dürfen Prozesse nicht ausführen. Überlassen Sie ihn denen, die entscheiden.',
  command_unknown: 'Diesen Befehl gibt es nicht. Nennen Sie einen aus dem Verzeichnis.',
  compensation_activity: 'Der Verweis auf die Aktivität gehört hier nicht hin. Entfernen Sie ihn.',
  compensation_boundary:
    'Zum Ausgleichsereignis gehört eine Aktivität, die rückgängig macht. Verbinden Sie beide.',
  compensation_handler:
    'Was rückgängig macht, steht neben dem Ablauf. Entfernen Sie seine Flüsse und Ereignisse.',
  compensation_nothing: 'Hier gibt es nichts, was rückgängig gemacht werden könnte.',
  compensation_of_handler: 'Was rückgängig macht, wird nicht selbst rückgängig gemacht.',
  compensation_out_of_scope: 'Die Aktivität liegt in einem anderen Bereich. Wählen Sie eine aus demselben.',
  compensation_unused: 'Kein Ausgleichsereignis führt zu dieser Aktivität. Verbinden Sie sie mit einem.',
  condition_ignored:
    'Nach dieser Bedingung fragt niemand. Setzen Sie ein Gateway davor, oder entfernen Sie sie.',
  correlation_not_executed:
    'Korrelation nach BPMN wird nicht ausgeführt. Geben Sie den Schlüssel in zeebe:subscription an.',
  data_association: 'Datenzuweisungen werden nicht ausgeführt. Nutzen Sie zeebe:ioMapping.',
  default_elsewhere: 'Der Standardfluss gehört nicht hierher. Wählen Sie einen der eigenen Ausgänge.',
  default_with_condition: 'Der Standardfluss hat eine Bedingung. Entfernen Sie eines von beiden.',
  due_date_missing:
    'An die Aufgabe soll erinnert werden, aber sie hat keinen Termin, von dem aus gerechnet wird. Geben Sie ihn in zeebe:taskSchedule an.',
  element_not_executed:
    'Ein solches Element wird nicht ausgeführt. Zeichnen Sie es mit den Elementen der Prozessmaschine.',
  error_interrupts: 'Ein Fehler unterbricht immer. Machen Sie das Ereignis unterbrechend.',
  event_definition_ref:
    'Verweise auf Ereignisdefinitionen werden nicht ausgeführt. Schreiben Sie die Definition in das Ereignis.',
  event_gateway_alone: 'Ein ereignisbasiertes Gateway braucht mehrere Ereignisse.',
  event_gateway_target: 'Auf ein ereignisbasiertes Gateway folgt ein Ereignis, zu dem sonst nichts führt.',
  event_gateway_variant: 'Ein paralleles ereignisbasiertes Gateway wird nicht ausgeführt.',
  event_multiple: 'Ein Ereignis hat eine Definition. Zeichnen Sie je Definition eines.',
  event_not_executed: 'Ein solches Ereignis wird hier nicht ausgeführt.',
  event_subprocess_extras:
    'Ein Ereignis-Teilprozess hat weder Ränder noch Wiederholungen. Setzen Sie sie hinein.',
  event_subprocess_start: 'Ein Ereignis-Teilprozess hat genau ein Startereignis.',
  expression_invalid: 'Der Ausdruck ist nicht gültig. Berichtigen Sie ihn.',
  expression_language: 'In dieser Sprache wird nichts ausgeführt. Schreiben Sie den Ausdruck in FEEL.',
  expression_not_feel: 'Das ist kein FEEL-Ausdruck. Er beginnt mit „=“.',
  extension_not_executed: 'Diese Erweiterung wird hier nicht ausgeführt. Entfernen Sie sie.',
  extension_twice: 'Diese Erweiterung steht hier mehrfach; nur eine könnte gelten. Behalten Sie eine.',
  extension_unknown: 'Diese Erweiterung ist nicht bekannt und bleibt ungelesen.',
  filter_not_read: 'Der Filter bleibt ungelesen: Jede Änderung von Variablen wird angesehen.',
  filter_unclear:
    'Der Filter nennt andere Ereignisse als create und update. Nennen Sie eines, beide oder keines.',
  flow_disconnected: 'Der Fluss ist nicht an beiden Enden verbunden.',
  flow_without_condition: 'Der Fluss hat keine Bedingung und ist nicht der Standardfluss.',
  form_binding_not_read:
    'Das Formular liegt anderswo; an welche Version es gebunden ist, wird nicht gelesen. Nehmen Sie es in den Prozess auf.',
  form_invalid: 'Das Formular ist kein JSON-Schema, das geprüft werden kann.',
  form_missing: 'Das genannte Formular gibt es im Prozess nicht.',
  form_not_checked: 'Das Formular ist für ein anderes Programm gezeichnet; Eingaben werden nicht geprüft.',
  gateway_mixed: 'Das Gateway führt zusammen und teilt zugleich. Nehmen Sie zwei.',
  id_missing: 'Dem Element fehlt seine Kennung.',
  incoming_not_allowed: 'Hierher darf kein Fluss führen.',
  instantiates_late: 'Womit ein Prozess beginnt, steht am Anfang.',
  instantiates_many: 'Der Prozess hat mehrere solche Anfänge. Beginnen Sie ihn mit einem Startereignis.',
  join_starves:
    'Das Gateway wartet auf Wege, die sich ausschließen. Führen Sie sie mit einem exklusiven zusammen.',
  joins_wait_for_each_other: 'Zwei Gateways warten aufeinander. Zeichnen Sie die Schleife anders.',
  link_ambiguous: 'Der Link hat mehrere Ziele. Behalten Sie eines.',
  link_with_flow: 'Ein Link hat keinen Fluss daneben; er ist selbst der Weg.',
  link_without_catch: 'Der Link hat kein Ziel.',
  listener_not_executed:
    'Was hier läuft, würde nie aufgerufen. Hängen Sie es an Anfang oder Ende einer Aktivität.',
  loop_endless: 'Die Schleife hat kein Ende. Sagen Sie, solange was sie weitergeht, oder wie oft höchstens.',
  loop_maximum: 'Die Höchstzahl der Durchläufe ist keine ganze Zahl über null.',
  mapping_not_executed:
    'Diese Zuordnung würde nie ausgewertet. Setzen Sie sie an das Element davor oder danach.',
  mapping_target_invalid: 'Das Ziel der Zuordnung ist kein Name und kein Pfad aus Namen.',
  mapping_without_source:
    'Die Zuordnung hat keine Quelle: Ihr Wert ist null. Füllen Sie sie aus, oder entfernen Sie sie.',
  model_has_doctype: 'Die Datei enthält einen DOCTYPE. Entfernen Sie ihn.',
  model_not_bpmn: 'Die Datei ist kein BPMN. Speichern Sie sie als BPMN-2.0-XML.',
  model_not_understood: 'Dieser Teil der Datei ist nicht zu verstehen. Berichtigen oder entfernen Sie ihn.',
  model_too_large: 'Das Modell ist zu groß. Teilen Sie es.',
  multi_instance_behavior:
    'Dieses Verhalten einer Wiederholung wird nicht ausgeführt. Lassen Sie es auf All.',
  multi_instance_data: 'Diese Angaben werden nicht ausgeführt. Nutzen Sie zeebe:loopCharacteristics.',
  multi_instance_output:
    'Sammlung und Element des Ergebnisses gehören zusammen. Geben Sie beide an oder keines.',
  multi_instance_unclear: 'Es fehlt, wofür die Aktivität wiederholt wird.',
  nesting_too_deep: 'Teilprozesse sind zu tief verschachtelt. Rufen Sie eigene Prozesse auf.',
  node_unreachable: 'Kein Weg führt hierher. Verbinden oder entfernen Sie das Element.',
  nothing_executable: 'Kein Prozess der Datei ist ausführbar.',
  operation_not_executed:
    'Operationen werden nicht ausgeführt. Nennen Sie den Befehl in zeebe:taskDefinition.',
  outgoing_not_allowed: 'Von hier darf kein Fluss ausgehen.',
  property_unknown: 'Diese Eigenschaft wird behalten und nicht gelesen.',
  quantity_not_one: 'Diese Anzahl muss 1 sein.',
  reminders_invalid:
    'Wann erinnert wird, ist nicht zu lesen. Schreiben Sie Dauern vom Termin aus, davor mit einem Minus: -PT4H, PT0S, R10/P1D.',
  resource_not_executed: 'Wer die Aufgabe hat, steht in zeebe:assignmentDefinition.',
  retries_invalid: 'Wie oft versucht wird, ist keine ganze Zahl über null.',
  retry_backoff_invalid: 'Die Wartezeiten sind keine Zeitspannen wie PT1M.',
  scope_empty: 'Darin ist nichts auszuführen. Fügen Sie ein Startereignis hinzu und was folgt.',
  script_not_executed: 'Dieses Skript wird nicht ausgeführt. Schreiben Sie es als zeebe:script in FEEL.',
  secret_not_filled:
    'Ein Prozess hat hier keine Geheimnisse: Der Wert wäre leer. Entfernen Sie ihn; was ein anderes System erreicht, hat sein Geheimnis bei dessen Verbindung.',
  sent_twice:
    'Die Nachricht wird von einem Befehl gesendet und dazu veröffentlicht. Behalten Sie zeebe:taskDefinition oder zeebe:publishMessage.',
  starters_not_read: 'Die Rollen bleiben ungelesen: Mit diesem Ereignis beginnt niemand den Prozess.',
  starters_not_fixed:
    'Wer einen Prozess starten darf, wird gefragt, bevor er Variablen hat: Das kann kein Ausdruck sein.',
  source_unknown: 'Diesen Schritt gibt es in der alten Version nicht. Lassen Sie ihn weg.',
  target_unknown: 'Den angegebenen Schritt gibt es in der neuen Version nicht. Wählen Sie einen von dort.',
  kind_changed:
    'Der Schritt ist in der neuen Version von anderer Art. Wählen Sie einen gleicher Art, oder setzen Sie die Instanz vorher an eine andere Stelle.',
  repetition_changed:
    'Der Schritt wiederholt sich in der neuen Version anders. Lassen Sie ihn enden, oder setzen Sie die Instanz vorher an eine andere Stelle.',
  element_deleted:
    'Die Instanz steht hier, aber den Schritt gibt es nicht mehr. Wählen Sie einen gleicher Art, oder setzen Sie die Instanz vorher an eine andere Stelle.',
  repetition_not_mapped:
    'Mehrere Durchläufe sind im Gange. Sagen Sie, dass sie weitergehen: Wählen Sie den Schritt der neuen Version.',
  scope_changed:
    'Der Schritt liegt in der neuen Version in einem anderen Bereich. Wählen Sie einen gleicher Art, oder setzen Sie die Instanz vorher an eine andere Stelle.',
  join_not_mapped:
    'Hier wird auf andere Zweige gewartet. Sagen Sie, dass es dasselbe bedeutet: Wählen Sie den Schritt der neuen Version.',
  join_changed:
    'Hier wartet ein Zweig, der in der neuen Version nicht mehr hierher führt. Setzen Sie die Instanz vorher an eine andere Stelle.',
  undoing_changed:
    'Der Schritt ist erledigt und kann rückgängig gemacht werden, in der neuen Version aber nicht auf gleiche Weise. Wählen Sie eine Aktivität, die ebenso rückgängig gemacht wird, oder lassen Sie die Instanz in ihrer Version enden.',
  start_form_not_read: 'Das Formular bleibt ungelesen: Mit diesem Ereignis beginnt niemand den Prozess.',
  start_missing: 'Dem Prozess fehlt ein Startereignis.',
  starts_ambiguous: 'Es gibt mehrere Startereignisse ohne Definition. Behalten Sie eines.',
  subject_missing: 'Es fehlt, worum es in der Aufgabe geht (subject).',
  timer_calendar: 'Ein Kalender zählt nur für Zeitspannen.',
  timer_cycle: 'Hier wird einmal gewartet. Geben Sie einen Zeitpunkt oder eine Zeitspanne an.',
  timer_invalid: 'Die Zeitangabe ist nicht nach ISO 8601 geschrieben.',
  timer_unclear: 'Geben Sie genau eines an: Zeitpunkt, Zeitspanne oder Wiederholung.',
  type_not_checked: 'Der angegebene Ergebnistyp wird nicht geprüft.',
  value_missing: 'Eine nötige Angabe fehlt.',
  value_not_constant: 'Ein Startereignis braucht einen festen Namen, keinen Ausdruck.',
  zone_unknown: 'Diese Zeitzone gibt es nicht. Nennen Sie eine wie Europe/Berlin.',
  condition_without_input: 'Eine Bedingung fragt nach etwas, das keine Eingabe ist. ({rules})',
  rules_leave_gap: 'Für manche Eingaben trifft keine Regel zu.',
  rules_overlap: 'Mehrere Regeln treffen zugleich zu: {rules}.',
  gaps_not_checked: 'Ob Regeln Lücken lassen, konnte nicht geprüft werden.',
  overlap_not_checked: 'Ob Regeln sich überschneiden, konnte nicht geprüft werden.',
  output_not_allowed: 'Ein Ergebnis ist keiner der erlaubten Werte. ({rules})',
  variable_not_required: 'Eine Variable wird benutzt, die nicht als nötig angegeben ist.',
  expression_syntax: 'Der Ausdruck ist nicht gültig.',
  expression_too_large: 'Der Ausdruck ist zu lang.',
  model_syntax: 'Die Datei ist kein gültiges DMN.',
  model_invalid: 'Das Modell widerspricht sich oder ist unvollständig.',
  model_not_supported: 'Dieser Teil des Modells wird nicht ausgeführt.',
} as const

export const germanFindings: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(sentences).map(([code, sentence]) => [code, `{element}: ${sentence}`]),
)
