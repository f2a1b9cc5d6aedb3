import type sharpModule from 'sharp'
import type { Metadata } from 'sharp'
import { formatCount } from '../../core/format.ts'
import { messageOf } from '../../core/errors.ts'
import type { Pixels } from '../../ml/index.ts'
import { optionalPackage } from './optional-package.ts'

/** An image that cannot be taken; the message is what it is, a predicate such as `is no PNG or JPEG file`. */
export class BadImage extends Error {
  override readonly name = 'BadImage'
}

/** More would be hundreds of megabytes, of a file that may be tiny. */
const mostPixels = 100_000_000

const signatures = [
  [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  [0xff, 0xd8, 0xff],
]

/**
 * The pixels of a PNG or JPEG file, grey or in colour, as PIL decodes them: transparency and colour profiles are left
 * out.
 *
 * @param bytes of the file
 * @throws BadImage when it is none, damaged, too large, of more than 8 bits a channel or of other colours
 */
export type Decoder = (bytes: Uint8Array) => Promise<Pixels>

/**
 * A decoder of images.
 *
 * @param orient whether they are turned as their EXIF data say
 * @throws UserError when the package that decodes them is not installed
 */
export function openDecoder({ orient }: { readonly orient: boolean }): Decoder {
  const sharp = optionalPackage<typeof sharpModule>(['sharp'], 'Models of images')
  return async bytes => {
    if (!signatures.some(signature => signature.every((byte, at) => bytes[at] === byte)))
      throw new BadImage('is no PNG or JPEG file')
    // The limit is looked at below, before anything is decoded.
    const image = sharp(bytes, { ignoreIcc: true, limitInputPixels: false })
    assertTakable(await orDamaged(image.metadata()))
    const turned = orient ? image.autoOrient() : image
    const { data, info } = await orDamaged(
      turned.toColourspace('srgb').removeAlpha().raw().toBuffer({ resolveWithObject: true }),
    )
    const { width, height, channels } = info
    return { width, height, channels: channels === 1 ? 1 : 3, data }
  }
}

function assertTakable({ width, height, depth, space, channels }: Metadata): void {
  if (width * height > mostPixels)
    throw new BadImage(
      `has ${formatCount(width)} × ${formatCount(height)} pixels, more than the ${formatCount(mostPixels)} that are taken`,
    )
  if (depth !== 'uchar') throw new BadImage('has more than 8 bits a channel')
  if (space !== 'srgb' && space !== 'b-w')
    throw new BadImage(`has ${channels} channels (${space}), and has to be grey or RGB`)
}

async function orDamaged<T>(decoding: Promise<T>): Promise<T> {
  try {
    return await decoding
  } catch (cause) {
    const [reason = ''] = messageOf(cause).split('\n')
    throw Object.assign(new BadImage(`is damaged: ${reason.replace(/\.$/, '')}`), { cause })
  }
}
