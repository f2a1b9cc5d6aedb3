import { columnOf } from '../ml/index.ts'
import { BadRequest, rowsOfBody, tableOfRows } from './request.ts'

const imageColumn = { name: 'image', type: 'string', required: true } as const

/** The images of a request. */
interface Images {
  readonly images: readonly Buffer[]
  /** Whether the answer is a bare list, as servers of MLflow 1 give it. */
  readonly isBare: boolean
}

/**
 * The images of a body of MLflow's scoring protocol: a column `image` of Base64, in any of its forms, or a list of
 * Base64 texts as `instances` or `inputs`.
 *
 * @throws BadRequest when it is none of them
 */
export function imagesOfBody(body: unknown): Images {
  const rows = rowsOfBody(listsAsRows(body), [imageColumn])
  const texts = columnOf(tableOfRows(rows, [imageColumn]), 'image') as readonly string[]
  return { images: texts.map(decodedBase64), isBare: rows.isBare }
}

/** `{"instances": ["…"]}` means one column. */
function listsAsRows(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body
  const entries = Object.entries(body).map(([name, value]) => {
    const isList = Array.isArray(value) && value.every(each => typeof each === 'string')
    if (!isList || (name !== 'instances' && name !== 'inputs')) return [name, value]
    return [name, name === 'inputs' ? { image: value } : value.map(each => [each])]
  })
  return Object.fromEntries(entries)
}

function decodedBase64(text: string, row: number): Buffer {
  const compact = text.replace(/\s/g, '')
  if (compact.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(compact))
    return Buffer.from(compact, 'base64')
  throw new BadRequest(`"image" is no Base64 in row ${row}.`)
}
