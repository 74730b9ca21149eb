import { formatNumber } from './number-formats.ts';
import { childOf, parseXml, valueOf, type XmlElement } from './xml.ts';

/** One level of a list: its first number, how it is drawn, and the text around it (`（%1）`). */
interface ListLevel {
  readonly start: number;
  readonly format: string;
  readonly pattern: string;
  readonly isLegal: boolean;
  readonly restartsAfter: number | null;
}

interface ListDefinition {
  readonly levels: ReadonlyMap<number, ListLevel>;
  readonly styleLink: string | undefined;
  readonly numStyleLink: string | undefined;
  readonly levelOfStyle: ReadonlyMap<string, number>;
}

interface ListInstance {
  readonly definition: string;
  readonly starts: ReadonlyMap<number, number>;
  readonly levels: ReadonlyMap<number, ListLevel>;
}

/** Which list and level a paragraph is in. */
export interface ListPlace {
  readonly list: string;
  readonly level: number;
}

const numberOf = (text: string | undefined, otherwise: number): number => (text === undefined || !/^-?\d+$/.test(text) ? otherwise : Number(text));

function readLevel(element: XmlElement): ListLevel {
  const restart = valueOf(element, 'w:lvlRestart');
  const legal = childOf(element, 'w:isLgl');
  return {
    start: numberOf(valueOf(element, 'w:start'), 1),
    format: valueOf(element, 'w:numFmt') ?? 'decimal',
    pattern: valueOf(element, 'w:lvlText') ?? '',
    isLegal: legal !== undefined && legal.attributes['w:val'] !== '0' && legal.attributes['w:val'] !== 'false',
    restartsAfter: restart === undefined ? null : Number(restart),
  };
}

const levelsOf = (element: XmlElement): Map<number, ListLevel> =>
  new Map(element.children.filter((child) => child.name === 'w:lvl').map((child) => [Number(child.attributes['w:ilvl']), readLevel(child)]));

function readDefinition(element: XmlElement): ListDefinition {
  const styled = element.children.flatMap((child): [string, number][] => {
    const style = child.name === 'w:lvl' ? valueOf(child, 'w:pStyle') : undefined;
    return style === undefined ? [] : [[style, Number(child.attributes['w:ilvl'])]];
  });
  return { levels: levelsOf(element), styleLink: valueOf(element, 'w:styleLink'), numStyleLink: valueOf(element, 'w:numStyleLink'), levelOfStyle: new Map(styled) };
}

function readInstance(element: XmlElement): ListInstance {
  const starts = new Map<number, number>();
  const levels = new Map<number, ListLevel>();
  for (const override of element.children.filter((child) => child.name === 'w:lvlOverride')) {
    const level = Number(override.attributes['w:ilvl']);
    const start = valueOf(override, 'w:startOverride');
    if (start !== undefined) starts.set(level, Number(start));
    const own = childOf(override, 'w:lvl');
    if (own !== undefined) levels.set(level, readLevel(own));
  }
  return { definition: valueOf(element, 'w:abstractNumId') ?? '', starts, levels };
}

interface ParagraphStyle {
  readonly basedOn: string | undefined;
  readonly list: string | undefined;
  readonly level: number | null;
}

function readStyles(xml: string): { styles: ReadonlyMap<string, ParagraphStyle>; standard: string | undefined } {
  const styles = new Map<string, ParagraphStyle>();
  let standard: string | undefined;
  for (const element of parseXml(xml).children.filter((child) => child.name === 'w:style')) {
    const id = element.attributes['w:styleId'] ?? '';
    const numbering = childOf(childOf(element, 'w:pPr'), 'w:numPr');
    const level = valueOf(numbering, 'w:ilvl');
    styles.set(id, { basedOn: valueOf(element, 'w:basedOn'), list: valueOf(numbering, 'w:numId'), level: level === undefined ? null : Number(level) });
    if (element.attributes['w:type'] === 'paragraph' && element.attributes['w:default'] === '1') standard = id;
  }
  return { styles, standard };
}

const MAX_STYLES = 20;

/**
 * The automatic numbers of a Word file (ECMA-376 part 1, 17.9). Made for one pass over its paragraphs, in order: `next` counts.
 * A paragraph is in a list by its own properties, or by those of its style.
 */
export class Numbering {
  private readonly definitions = new Map<string, ListDefinition>();
  private readonly instances = new Map<string, ListInstance>();
  private readonly styles: ReadonlyMap<string, ParagraphStyle>;
  private readonly standard: string | undefined;
  private readonly counters = new Map<string, Map<number, number>>();
  private readonly begun = new Set<string>();

  constructor(numberingXml: string, stylesXml: string) {
    for (const element of parseXml(numberingXml).children) {
      if (element.name === 'w:abstractNum') this.definitions.set(element.attributes['w:abstractNumId'] ?? '', readDefinition(element));
      if (element.name === 'w:num') this.instances.set(element.attributes['w:numId'] ?? '', readInstance(element));
    }
    ({ styles: this.styles, standard: this.standard } = stylesXml === '' ? { styles: new Map<string, ParagraphStyle>(), standard: undefined } : readStyles(stylesXml));
  }

  /** Where a paragraph stands; list 0 takes it out of the list its style puts it in. */
  placeOf(own: { readonly list?: string | undefined; readonly level?: number | undefined; readonly style?: string | undefined }): ListPlace | null {
    const place = own.list === undefined ? this.placeOfStyle(own.style ?? this.standard) : { list: own.list, level: 0 };
    if (place === null || place.list === '0' || !this.instances.has(place.list)) return null;
    return own.level === undefined ? place : { ...place, level: own.level };
  }

  private placeOfStyle(style: string | undefined): ListPlace | null {
    let at = style;
    for (let step = 0; at !== undefined && step < MAX_STYLES; step += 1) {
      const found = this.styles.get(at);
      if (found?.list !== undefined) return { list: found.list, level: found.level ?? this.definitionOf(found.list)?.levelOfStyle.get(at) ?? this.levelByStyle(found.list, style) };
      at = found?.basedOn;
    }
    return null;
  }

  private levelByStyle(list: string, style: string | undefined): number {
    return (style === undefined ? undefined : this.definitionOf(list)?.levelOfStyle.get(style)) ?? 0;
  }

  private definitionOf(list: string): ListDefinition | undefined {
    const definition = this.definitions.get(this.instances.get(list)?.definition ?? '');
    if (definition?.numStyleLink === undefined) return definition;
    return [...this.definitions.values()].find((other) => other.styleLink === definition.numStyleLink) ?? definition;
  }

  private levelOf(list: string, level: number): ListLevel | undefined {
    return this.instances.get(list)?.levels.get(level) ?? this.definitionOf(list)?.levels.get(level);
  }

  /** Counts one paragraph and answers with its number as drawn; empty for bullets. */
  next({ list, level }: ListPlace): string {
    const own = this.levelOf(list, level);
    const instance = this.instances.get(list);
    if (own === undefined || instance === undefined) return '';
    const counter = this.counterOf(list, instance);
    counter.set(level, (counter.get(level) ?? own.start - 1) + 1);
    for (const deeper of [...counter.keys()].filter((key) => key > level)) if (this.isRestarted(list, deeper, level)) counter.delete(deeper);
    if (own.format === 'bullet') return '';
    return own.pattern.replaceAll(/%([1-9])/g, (_whole, digit: string) => this.draw(list, Number(digit) - 1, counter, own));
  }

  private draw(list: string, level: number, counter: Map<number, number>, own: ListLevel): string {
    const wanted = this.levelOf(list, level);
    const value = counter.get(level) ?? wanted?.start ?? 1;
    counter.set(level, value);
    return own.isLegal ? String(value) : formatNumber(value, wanted?.format ?? 'decimal');
  }

  private isRestarted(list: string, deeper: number, level: number): boolean {
    const restart = this.levelOf(list, deeper)?.restartsAfter ?? null;
    return restart === null || (restart > 0 && level < restart);
  }

  /** Lists of one definition count on together, unless one is told to start anew. */
  private counterOf(list: string, instance: ListInstance): Map<number, number> {
    const counter = this.counters.get(instance.definition) ?? new Map<number, number>();
    this.counters.set(instance.definition, counter);
    if (!this.begun.has(list)) for (const [level, start] of instance.starts) counter.set(level, start - 1);
    this.begun.add(list);
    return counter;
  }
}
