const WIDTH = 160;

/** JSON that people can read in a diff: what fits on a line stands on one. */
export function layOutJson(value: unknown, indent = ''): string {
  const short = JSON.stringify(value);
  if (typeof value !== 'object' || value === null || indent.length + short.length <= WIDTH) return short;
  const deeper = `${indent} `;
  if (Array.isArray(value)) return `[\n${value.map((item) => deeper + layOutJson(item, deeper)).join(',\n')}\n${indent}]`;
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return `{\n${fields.map(([name, field]) => `${deeper}${JSON.stringify(name)}: ${layOutJson(field, deeper)}`).join(',\n')}\n${indent}}`;
}
