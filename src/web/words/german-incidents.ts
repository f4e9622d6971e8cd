/** German for what goes wrong in a running model, by the code of the incident. */
export const germanIncidents: Readonly<Record<string, string>> = {
  activities_not_chosen:
    'Welche Aktivitäten beginnen sollen, konnte nicht bestimmt werden. Sehen Sie sich den Ausdruck im Modell an.',
  advance_too_long: 'Zu viele Schritte ohne zu warten. Suchen Sie nach einem Kreis von Befehlen.',
  command_broke_down:
    'Ein Befehl ist abgebrochen. Versuchen Sie es noch einmal; bleibt es dabei, hilft die Administration.',
  command_reserved: 'Dieser Befehl ist Prozessen nicht erlaubt. Berichtigen Sie das Modell.',
  completion_condition_failed:
    'Die Bedingung, mit der eine Wiederholung endet, konnte nicht ausgewertet werden.',
  condition_failed: 'Eine Bedingung im Modell konnte nicht ausgewertet werden.',
  element_not_executable:
    'Dieses Element führt das Programm nicht mehr aus. Überspringen oder ändern Sie die Instanz, oder migrieren Sie sie auf eine neue Version.',
  event_not_armed: 'Worauf ein Ereignis wartet, konnte nicht bestimmt werden.',
  input_mapping_failed: 'Die Eingaben einer Aktivität konnten nicht bestimmt werden.',
  listener_not_asked: 'Was vor oder nach einer Aktivität laufen soll, konnte nicht bestimmt werden.',
  message_not_sent: 'Eine Nachricht konnte nicht gebildet werden.',
  multi_instance_failed: 'Wofür eine Aktivität mehrfach laufen soll, konnte nicht bestimmt werden.',
  no_flow_taken: 'Kein Weg führt weiter: Keine Bedingung trifft zu, und keiner gilt sonst.',
  output_mapping_failed: 'Die Ergebnisse einer Aktivität konnten nicht übernommen werden.',
  output_not_collected: 'Die Ergebnisse einer Wiederholung konnten nicht gesammelt werden.',
  script_failed: 'Ein Ausdruck im Modell konnte nicht ausgewertet werden.',
  signal_name_failed: 'Der Name eines Signals konnte nicht bestimmt werden.',
  step_limit: 'Mehr Schritte, als ein Ablauf macht, der ein Ende hat. Suchen Sie nach einem Kreis im Modell.',
  task_names_stranger: 'Die Aufgabe nennt jemanden, den es hier nicht gibt.',
  work_not_asked: 'Was zu tun ist, konnte nicht bestimmt werden.',
}
