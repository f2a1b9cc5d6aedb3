/** Names of types in SQL, in Python and in pandas, without their parameters and in lower case. */
const names: Readonly<Record<string, string>> = {
  integer:
    'int integer bigint smallint tinyint mediumint hugeint byteint long int2 int4 int8 int16 int32 int64 uint8 uint16 uint32 uint64',
  number:
    'float double real numeric decimal number bignumeric float16 float32 float64 float128 float4 float8',
  string: 'str string string_ varchar nvarchar char nchar character text bpchar uuid',
  boolean: 'bool boolean bool_',
  date: 'date date32 date64',
  timestamp: 'timestamp timestamptz timestamp_ntz timestamp_tz timestamp_ltz datetime datetime2 datetime64',
  list: 'array list',
  struct: 'struct record map dict',
}

/** The type that another tool calls so: `NUMERIC(10, 2)`, `Int64`, `datetime64[ns]`; `undefined` for none of ours. */
export function typeNamed(name: string): string | undefined {
  const word = name
    .toLowerCase()
    .replace(/[[(<].*$/s, '')
    .trim()
    .split(/\s/)[0]
  return Object.keys(names).find(type => names[type]?.split(' ').includes(word ?? ''))
}
