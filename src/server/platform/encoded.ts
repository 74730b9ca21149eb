/** An answer whose JSON stands already: it goes out and into the journal as it is, and is parsed only for who asks in this process. */
export class Encoded<Result> {
  /** As text, or as UTF-8 where it is put together of parts that are UTF-8 already. */
  readonly json: string | Buffer;

  constructor(json: string | Buffer) {
    this.json = json;
  }

  read(): Result {
    return JSON.parse(String(this.json)) as Result;
  }
}

/** An object of which one field is encoded already, as JSON. */
export const encodeWith = (fields: object, name: string, encoded: string): string => `${JSON.stringify(fields).slice(0, -1)},${JSON.stringify(name)}:${encoded}}`;

export const toJson = (value: unknown): string => (value instanceof Encoded ? String(value.json) : JSON.stringify(value ?? null));
