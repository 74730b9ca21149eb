/** An answer whose JSON stands already, in UTF-8: it goes out and into the journal as it is, and is parsed only for who asks in this process. */
export class Encoded<Result> {
  readonly json: Buffer;

  constructor(json: Buffer) {
    this.json = json;
  }

  read(): Result {
    return JSON.parse(String(this.json)) as Result;
  }
}

const END = Buffer.from('}');

/** An object of which one field is encoded already. */
export const encodeWith = (fields: object, name: string, encoded: Buffer): Buffer => Buffer.concat([Buffer.from(`${JSON.stringify(fields).slice(0, -1)},${JSON.stringify(name)}:`), encoded, END]);

export const toJson = (value: unknown): string => (value instanceof Encoded ? String(value.json) : JSON.stringify(value ?? null));
