/** The part of bpmn-moddle that is used; the package's own types are not found by its export map. */
declare module 'bpmn-moddle' {
  export class BpmnModdle {
    constructor(packages: Readonly<Record<string, object>>)
    fromXML(
      xml: string,
    ): Promise<{ rootElement: unknown; warnings: { message: string; element?: unknown }[] }>
  }
}
