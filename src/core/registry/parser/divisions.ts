import type { Division, InternalOffice, ParsedClause, ParsedSection, Partner } from './model.ts';

const MECHANISM = /建立[^。；]{0,30}(?:机制|制度)|形成[^。；]{0,20}合力|及时(?:通报|移送|抄告)/u;

const otherSides = (clause: ParsedClause): string[] => clause.partners.filter((partner) => partner.relation === 'DIVIDED_WITH').map((partner) => partner.name);

interface Open {
  readonly path: string;
  readonly with: string[];
  readonly sides: Map<string, Division['sides'][number]>;
  readonly mechanism: string[];
}

const isSide = ({ name, relation }: Partner): boolean => relation === 'LEADS' && !/^(?:两|各|双方|有关)/u.test(name);

/** A side under its department, so that full and short name are one; under its name where it is none of ours. */
function addSide({ sides }: Open, { name, department }: Partner, path: string): void {
  const key = department ?? name;
  const { owner, clauses } = sides.get(key) ?? { owner: name, clauses: [] };
  sides.set(key, { owner, ...(department === undefined ? {} : { department }), clauses: [...clauses, path] });
}

function addSides(open: Open, clause: ParsedClause): void {
  for (const partner of clause.partners.filter(isSide)) addSide(open, partner, clause.path);
  if (MECHANISM.test(clause.text)) open.mechanism.push(clause.path);
}

/**
 * The rules under 有关职责分工 as boundaries of two sides and more: with whom, and which clause gives what to whom. A division begins where its other side
 * is named and ends where the next begins or the part ends.
 */
export function findDivisions(clauses: readonly ParsedClause[]): Division[] {
  const divisions: Open[] = [];
  let open: Open | null = null;
  for (const clause of clauses) {
    if (clause.kind !== 'DIVISION_RULE') {
      open = null;
      continue;
    }
    const others = otherSides(clause);
    if (others.length > 0) {
      open = { path: clause.path, with: others, sides: new Map(), mechanism: [] };
      divisions.push(open);
    }
    if (open !== null) addSides(open, clause);
  }
  return divisions.map(({ sides, ...division }) => ({ ...division, sides: [...sides.values()] }));
}

/** “设办公室、水资源科等8个内设机构”: offices that are only named. */
const NAMED = /(?<!建)设(?:立|置)?([^，。；：]{2,200}?)(?:等)?(?:\d+|[一二三四五六七八九十]+)个(?:内设)?(?:机构|科室|股室|处室)/u;

function namedOffices(clause: ParsedClause): InternalOffice[] {
  const names = NAMED.exec(clause.text)?.[1]?.split(/[、和]/u) ?? [];
  return names.filter((name) => name.length >= 2 && name.length <= 24 && !name.startsWith('下列')).map((name) => ({ name, path: clause.path, clauses: [] }));
}

/** The internal offices a paper sets up: the label of a part is the name, its clauses are the duties. */
export function findOffices(sections: readonly ParsedSection[], clauses: readonly ParsedClause[]): InternalOffice[] {
  const duties = clauses.filter((clause) => clause.kind === 'INTERNAL_OFFICE');
  const described = describedOffices(sections, duties);
  return described.length > 0 ? described : duties.flatMap(namedOffices);
}

function describedOffices(sections: readonly ParsedSection[], duties: readonly ParsedClause[]): InternalOffice[] {
  return sections.flatMap((section, index) => {
    if (section.kind !== 'INTERNAL_OFFICE' || section.path === '' || !/[项目]$/u.test(section.path.replace(/〔.*〕$/u, ''))) return [];
    const end = sections[index + 1]?.start ?? Infinity;
    const own = duties.filter((clause) => clause.start >= section.start && clause.start < end).map((clause) => clause.path);
    const name = section.label.replace(/^[（(〔［【]?[一二三四五六七八九十百\d]+[）)〕］】]?[、.．]?\s*/u, '');
    return own.length === 0 || name === '' ? [] : [{ name, path: section.path, clauses: own }];
  });
}
