import { crc32, deflateSync } from 'node:zlib'

/** The colours of a pixel. */
type Painting = (x: number, y: number) => readonly number[]

const rgb: Painting = (x, y) => [13 * x + 7 * y, x * x + 3 * y, 5 * x * y]
const grey: Painting = (x, y) => [11 * x + 17 * y]

const colourTypes = { 1: 0, 3: 2, 4: 6 } as const

/** A PNG file of 20 × 14 pixels unless other sizes are given; what is painted is taken modulo 256. */
export function png(
  painting: Painting,
  {
    width = 20,
    height = 14,
    depth = 8,
  }: { readonly width?: number; readonly height?: number; readonly depth?: 8 | 16 } = {},
): Buffer {
  const channels = painting(0, 0).length as keyof typeof colourTypes
  const rows = Array.from({ length: height }, (_, y) => {
    const line = Array.from({ length: width }, (_, x) => painting(x, y)).flat()
    return [0, ...line.flatMap(value => new Array<number>(depth / 8).fill(value % 256))]
  })
  return pngOf(width, height, depth, colourTypes[channels], Buffer.from(rows.flat()))
}

/** A PNG file that says it is of a size, with whatever rows. */
function pngOf(width: number, height: number, depth: number, colourType: number, rows: Buffer): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([depth, colourType], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(name: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), content])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(content.length)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

// x, y = np.meshgrid(np.arange(20), np.arange(14))
// rgb = np.stack([13*x + 7*y, x*x + 3*y, 5*x*y], -1).astype(np.uint8); grey = (11*x + 17*y).astype(np.uint8)
// Image.fromarray(rgb).save(file, 'JPEG', quality=75)
const colourJpeg = [
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAx',
  'NDQ0Hyc5PTgyPC4zNDL/2wBDAQkJCQwLDBgNDRgyIRwhMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIy',
  'MjIyMjIyMjL/wAARCAAOABQDASIAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUF',
  'BAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVW',
  'V1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi',
  '4+Tl5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAEC',
  'AxEEBSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRomJygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVm',
  'Z2hpanN0dXZ3eHl6goOEhYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4uPk5ebn6Onq',
  '8vP09fb3+Pn6/9oADAMBAAIRAxEAPwDyvQdN8yRflr2vwVp8XmR7U346noPzrzbQrZcRoOrnr7V6UmoPo3he6vrZVM6QuYA4O0MF',
  'JycEHt2NZ4+lTlRjCMVzStv3dvl1Xff1Z6VaKpYeVR7JHEWupTeQq2LpHCny/cD7iOpBx0op/h62Z9HiZGwPfI7e1FehUw2H53ak',
  'nr2X+Z87isxx1StKftpK72UmkvQ//9k=',
].join('')
// Image.fromarray(grey).save(file, 'JPEG')
const greyJpeg = [
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAx',
  'NDQ0Hyc5PTgyPC4zNDL/wAALCAAOABQBAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUF',
  'BAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVW',
  'V1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi',
  '4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/AMHw94L+5+6/SvRF07SPC2ljUtauY7S0Dqm9lLFmPQKqglj1OADwCegNcjqXxd1I',
  '3QHhzRbRdPCAA6jEzSs3c4RwFHYDJ6ZzzgdZ4y8RW/w706w8jT1vL6/80Qb22xx7AMs2OW5dflGMjPzDjPlaw3/inVBqWtXzXd2U',
  'VN7KFCqOgVVACjqcADkk9Sa7ay8L2/2Vfu/lX//Z',
].join('')
// Image.fromarray(rgb).convert('CMYK').save(file, 'JPEG', quality=30)
const cmykJpeg = [
  '/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwAbEhQXFBEbFxYXHhwbIChCKyglJShROj0wQmBVZWRfVV1baniZgWpxkHNbXYW1hpCeo6ut',
  'q2eAvMm6pseZqKuk/8AAFAgADgAUBEMRAE0RAFkRAEsRAP/EAB8AAAEFAQEBAQEBAAAAAAAAAAABAgMEBQYHCAkKC//EALUQAAIB',
  'AwMCBAMFBQQEAAABfQECAwAEEQUSITFBBhNRYQcicRQygZGhCCNCscEVUtHwJDNicoIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZH',
  'SElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6g4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV',
  '1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+v/aAA4EQwBNAFkASwAAPwDOsoenFYMCfNWXpun/AGrHGc101b9lD04rpNIT5lq6LOzH',
  'EUP2jbyzZ2oBznn/ACPeiszUNcuftTLYy7IU+XOFbcR36dKzbFP9GWnNa2+47I7YLxgbHk7f3hwaKksohxVSBfmpllj7DDbrw1wc',
  'E/7Ixn88j8M0Vd1O4NjpjOmRJIfLUjsT3/IH8cVvWjmC1lmQAtHGzAHpkDNTCRZ/s4jjXY7fukfoMYyzY6nn8P5lc/FENgqnYr/o',
  'y1Yg+03ESy2021CB98sCTj0UgCiv/9k=',
].join('')

/** A segment of a JPEG file: EXIF data that say that its first row is at the right. */
const exif = 'ffe100224578696600004d4d002a00000008000101120003000000010006000000000000'

const jpeg = Buffer.from(colourJpeg, 'base64')
const headLength = 20

/** Small images of the same paintings. */
export const images = {
  rgb: png(rgb),
  rgba: png((x, y) => [...rgb(x, y), 9 * (x + y)]),
  grey: png(grey),
  deep: png(grey, { depth: 16 }),
  jpeg,
  greyJpeg: Buffer.from(greyJpeg, 'base64'),
  turned: Buffer.concat([jpeg.subarray(0, headLength), Buffer.from(exif, 'hex'), jpeg.subarray(headLength)]),
  cmyk: Buffer.from(cmykJpeg, 'base64'),
  cut: jpeg.subarray(0, 700),
  /** Tiny as a file. */
  huge: pngOf(20_000, 20_000, 8, 2, Buffer.alloc(0)),
} as const
