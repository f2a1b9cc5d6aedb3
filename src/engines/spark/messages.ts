/**
 * What a field holds: a scalar or the name of a message, alone or `repeated`; or a map from text to text. Names without
 * a dot are of the package `spark.connect`.
 */
type Kind = string

/** Field name → its number on the wire and what it holds. */
export type Fields = Readonly<Record<string, readonly [number: number, kind: Kind]>>

const context: Fields = {
  sessionId: [1, 'string'],
  userContext: [2, 'UserContext'],
}

/**
 * The part of the Spark Connect protocol (and of the errors of gRPC) that is spoken here. Other fields are skipped.
 *
 * @see https://github.com/apache/spark/tree/master/sql/connect/common/src/main/protobuf/spark/connect
 */
export const messages = {
  UserContext: { userId: [1, 'string'], userName: [2, 'string'] },

  ExecutePlanRequest: {
    ...context,
    plan: [3, 'Plan'],
    clientType: [4, 'string'],
    requestOptions: [5, 'repeated ExecutePlanRequest.RequestOption'],
    operationId: [6, 'string'],
    clientObservedServerSideSessionId: [8, 'string'],
  },
  'ExecutePlanRequest.RequestOption': { reattachOptions: [1, 'ReattachOptions'] },
  ReattachOptions: { reattachable: [1, 'bool'] },
  Plan: { root: [1, 'Relation'], command: [2, 'Command'] },
  Relation: { sql: [10, 'SQL'], localRelation: [11, 'LocalRelation'], read: [2, 'Read'] },
  SQL: { query: [1, 'string'] },
  LocalRelation: { data: [1, 'bytes'], schema: [2, 'string'] },
  Read: { namedTable: [1, 'Read.NamedTable'], dataSource: [2, 'Read.DataSource'] },
  'Read.NamedTable': { unparsedIdentifier: [1, 'string'] },
  'Read.DataSource': {
    format: [1, 'string'],
    schema: [2, 'string'],
    options: [3, 'map'],
    paths: [4, 'repeated string'],
  },
  Command: { createDataframeView: [3, 'CreateDataFrameViewCommand'] },
  CreateDataFrameViewCommand: {
    input: [1, 'Relation'],
    name: [2, 'string'],
    isGlobal: [3, 'bool'],
    replace: [4, 'bool'],
  },

  ExecutePlanResponse: {
    arrowBatch: [2, 'ExecutePlanResponse.ArrowBatch'],
    responseId: [13, 'string'],
    resultComplete: [14, 'ExecutePlanResponse.ResultComplete'],
    serverSideSessionId: [15, 'string'],
    executionProgress: [18, 'ExecutePlanResponse.ExecutionProgress'],
  },
  'ExecutePlanResponse.ArrowBatch': { rowCount: [1, 'int64'], data: [2, 'bytes'] },
  'ExecutePlanResponse.ResultComplete': {},
  'ExecutePlanResponse.ExecutionProgress': {
    stages: [1, 'repeated ExecutePlanResponse.ExecutionProgress.StageInfo'],
  },
  'ExecutePlanResponse.ExecutionProgress.StageInfo': {
    numTasks: [2, 'int64'],
    numCompletedTasks: [3, 'int64'],
  },

  ReattachExecuteRequest: {
    ...context,
    operationId: [3, 'string'],
    clientType: [4, 'string'],
    lastResponseId: [5, 'string'],
    clientObservedServerSideSessionId: [6, 'string'],
  },
  ReleaseExecuteRequest: {
    ...context,
    operationId: [3, 'string'],
    clientType: [4, 'string'],
    releaseAll: [5, 'ReleaseExecuteRequest.ReleaseAll'],
    clientObservedServerSideSessionId: [7, 'string'],
  },
  'ReleaseExecuteRequest.ReleaseAll': {},
  ReleaseExecuteResponse: {},
  InterruptRequest: {
    ...context,
    clientType: [3, 'string'],
    interruptType: [4, 'enum'],
    operationId: [6, 'string'],
    clientObservedServerSideSessionId: [7, 'string'],
  },
  InterruptResponse: { interruptedIds: [2, 'repeated string'] },
  ReleaseSessionRequest: { ...context, clientType: [3, 'string'] },
  ReleaseSessionResponse: {},

  AnalyzePlanRequest: {
    ...context,
    clientType: [3, 'string'],
    schema: [4, 'AnalyzePlanRequest.Schema'],
    sparkVersion: [10, 'AnalyzePlanRequest.SparkVersion'],
    clientObservedServerSideSessionId: [17, 'string'],
  },
  'AnalyzePlanRequest.Schema': { plan: [1, 'Plan'] },
  'AnalyzePlanRequest.SparkVersion': {},
  AnalyzePlanResponse: {
    schema: [2, 'AnalyzePlanResponse.Schema'],
    sparkVersion: [8, 'AnalyzePlanResponse.SparkVersion'],
    serverSideSessionId: [15, 'string'],
  },
  'AnalyzePlanResponse.Schema': { schema: [1, 'DataType'] },
  'AnalyzePlanResponse.SparkVersion': { version: [1, 'string'] },

  ConfigRequest: {
    ...context,
    operation: [3, 'ConfigRequest.Operation'],
    clientType: [4, 'string'],
    clientObservedServerSideSessionId: [8, 'string'],
  },
  'ConfigRequest.Operation': { set: [1, 'ConfigRequest.Set'] },
  'ConfigRequest.Set': { pairs: [1, 'repeated KeyValue'] },
  KeyValue: { key: [1, 'string'], value: [2, 'string'] },
  ConfigResponse: { serverSideSessionId: [4, 'string'] },

  FetchErrorDetailsRequest: { ...context, errorId: [3, 'string'], clientType: [4, 'string'] },
  FetchErrorDetailsResponse: {
    rootErrorIdx: [1, 'int32'],
    errors: [2, 'repeated FetchErrorDetailsResponse.Error'],
  },
  'FetchErrorDetailsResponse.Error': {
    message: [2, 'string'],
    causeIdx: [4, 'int32'],
    sparkThrowable: [5, 'FetchErrorDetailsResponse.SparkThrowable'],
  },
  'FetchErrorDetailsResponse.SparkThrowable': { errorClass: [1, 'string'] },

  DataType: {
    null: [1, 'DataType.NULL'],
    binary: [2, 'DataType.Binary'],
    boolean: [3, 'DataType.Boolean'],
    byte: [4, 'DataType.Byte'],
    short: [5, 'DataType.Short'],
    integer: [6, 'DataType.Integer'],
    long: [7, 'DataType.Long'],
    float: [8, 'DataType.Float'],
    double: [9, 'DataType.Double'],
    decimal: [10, 'DataType.Decimal'],
    string: [11, 'DataType.String'],
    char: [12, 'DataType.Char'],
    varChar: [13, 'DataType.VarChar'],
    date: [14, 'DataType.Date'],
    timestamp: [15, 'DataType.Timestamp'],
    timestampNtz: [16, 'DataType.TimestampNTZ'],
    calendarInterval: [17, 'DataType.CalendarInterval'],
    yearMonthInterval: [18, 'DataType.YearMonthInterval'],
    dayTimeInterval: [19, 'DataType.DayTimeInterval'],
    array: [20, 'DataType.Array'],
    struct: [21, 'DataType.Struct'],
    map: [22, 'DataType.Map'],
    udt: [23, 'DataType.UDT'],
    variant: [25, 'DataType.Variant'],
  },
  'DataType.NULL': {},
  'DataType.Binary': {},
  'DataType.Boolean': {},
  'DataType.Byte': {},
  'DataType.Short': {},
  'DataType.Integer': {},
  'DataType.Long': {},
  'DataType.Float': {},
  'DataType.Double': {},
  'DataType.Decimal': { scale: [1, 'int32'], precision: [2, 'int32'] },
  'DataType.String': {},
  'DataType.Char': {},
  'DataType.VarChar': {},
  'DataType.Date': {},
  'DataType.Timestamp': {},
  'DataType.TimestampNTZ': {},
  'DataType.CalendarInterval': {},
  'DataType.YearMonthInterval': {},
  'DataType.DayTimeInterval': {},
  'DataType.Array': {},
  'DataType.Struct': { fields: [1, 'repeated DataType.StructField'] },
  'DataType.StructField': { name: [1, 'string'], dataType: [2, 'DataType'] },
  'DataType.Map': {},
  'DataType.UDT': {},
  'DataType.Variant': {},

  'google.rpc.Status': {
    code: [1, 'int32'],
    message: [2, 'string'],
    details: [3, 'repeated google.protobuf.Any'],
  },
  'google.protobuf.Any': { typeUrl: [1, 'string'], value: [2, 'bytes'] },
  'google.rpc.ErrorInfo': { reason: [1, 'string'], metadata: [3, 'map'] },
} as const satisfies Readonly<Record<string, Fields>>

export type MessageName = keyof typeof messages

/** A message as plain data, by the names of its fields. What is undefined is not sent. */
export interface Message {
  readonly [field: string]: Content | undefined
}

type Content =
  | string
  | number
  | boolean
  | Uint8Array
  | Message
  | readonly Content[]
  | Readonly<Record<string, string>>

/** The answers that are read, as `decode` returns them: fields that were not sent are absent. */
export interface ExecutePlanResponse {
  readonly arrowBatch?: { readonly data?: Uint8Array }
  readonly responseId?: string
  readonly resultComplete?: object
  readonly serverSideSessionId?: string
  readonly executionProgress?: { readonly stages?: readonly StageInfo[] }
}

export interface StageInfo {
  readonly numTasks?: number
  readonly numCompletedTasks?: number
}

export interface AnalyzePlanResponse {
  readonly schema?: { readonly schema?: DataType }
  readonly sparkVersion?: { readonly version?: string }
  readonly serverSideSessionId?: string
}

/** One of the members of the message `DataType`. */
export interface DataType {
  readonly decimal?: { readonly precision?: number; readonly scale?: number }
  readonly struct?: { readonly fields?: readonly { readonly name?: string; readonly dataType?: DataType }[] }
}

export interface FetchErrorDetailsResponse {
  readonly rootErrorIdx?: number
  readonly errors?: readonly {
    readonly message?: string
    readonly causeIdx?: number
    readonly sparkThrowable?: { readonly errorClass?: string }
  }[]
}

export interface Status {
  readonly details?: readonly { readonly typeUrl?: string; readonly value?: Uint8Array }[]
}

export interface ErrorInfo {
  readonly reason?: string
  readonly metadata?: Readonly<Record<string, string>>
}
