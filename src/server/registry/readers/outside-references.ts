import { strFromU8, unzipSync } from 'fflate';
import { refuseRegistry } from '../../../core/registry/refusals.ts';

/** Parts of a workbook that fetch their content from elsewhere. */
const FETCHING_PART = /^xl\/(?:externalLinks\/|connections\.xml$|queryTables\/)/iu;
const RELATION = /<Relationship\s[^>]*>/gu;
const attributeOf = (tag: string, name: string): string => new RegExp(`\\s${name}\\s*=\\s*"([^"]*)"`, 'u').exec(tag)?.[1] ?? '';
/** Links that only a click follows. */
const HARMLESS = /\/hyperlink$/iu;

interface OutsideReference {
  readonly part: string;
  readonly type: string;
}

function* relationsOf(part: string, xml: string): Generator<OutsideReference> {
  for (const [tag] of xml.matchAll(RELATION)) {
    const type = attributeOf(tag, 'Type');
    if (/^external$/iu.test(attributeOf(tag, 'TargetMode')) && !HARMLESS.test(type)) yield { part, type: type.slice(type.lastIndexOf('/') + 1) };
  }
}

function findOutsideReference(names: readonly string[], bytes: Uint8Array): OutsideReference | undefined {
  const fetching = names.find((name) => FETCHING_PART.test(name));
  if (fetching !== undefined) return { part: fetching, type: 'externalLink' };
  const relations = unzipSync(bytes, { filter: (entry) => entry.name.endsWith('.rels') });
  return Object.entries(relations).flatMap(([part, xml]) => [...relationsOf(part, strFromU8(xml))])[0];
}

/** Office files may fetch a template, a linked object, a picture or a data source when opened. Such files are not taken: refuses `registry.external-reference` with the part. */
export function refuseOutsideReferences(name: string, names: readonly string[], bytes: Uint8Array): void {
  const found = findOutsideReference(names, bytes);
  if (found !== undefined) throw refuseRegistry('registry.external-reference', { name, target: found.type }, [{ path: found.part, text: { zh: `外部引用 ${found.type}`, en: `outside reference ${found.type}` } }]);
}
