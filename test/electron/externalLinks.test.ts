import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { findAllowedExternalUrl } from '#shared/externalLinks'
import { openExternal } from '../../electron/main/host/external'

describe('addresses opened outside the program', () => {
  it.each([
    ['https://wa.me/6281200000000', 'https://wa.me/6281200000000'],
    [
      'https://wa.me/6281200000000?text=Halo%20Bapak',
      'https://wa.me/6281200000000?text=Halo%20Bapak',
    ],
    ['tel:+62210000000', 'tel:+62210000000'],
    ['mailto:hrd@contoh.example', 'mailto:hrd@contoh.example'],
    [
      'mailto:hrd@contoh.example?subject=Iuran%20Mei&body=a%26b',
      'mailto:hrd@contoh.example?subject=Iuran%20Mei&body=a%26b',
    ],
  ])('[H-9] opens %s', (url, expected) => {
    expect(findAllowedExternalUrl(url)).toBe(expected)
  })

  it.each([
    'http://wa.me/628120000000',
    'https://wa.me.evil.example/628120000000',
    'https://wa.me@evil.example/628120000000',
    'https://wa.me:8443/628120000000',
    'https://evil.example/https://wa.me/628120000000',
    'https://wa.me/628120000000/../../x',
    'https://wa.me/628120000000#x',
    'https://wa.me/qr/ABC',
    'https://wa.me/628120000000?text=a&redirect=https://evil.example',
    'HTTPS://WA.ME/628120000000',
    ' https://wa.me/628120000000',
    'https://wa.me/628120000000\n',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'smb://server/share',
    'ms-msdt:/id',
    'tel:*21*0812%23',
    'tel:08;phone-context=x',
    'mailto:a@contoh.example?attach=/etc/passwd',
    'mailto:a@contoh.example?bcc=all@contoh.example',
    'mailto:a@contoh.example,b@contoh.example',
    'mailto:"-oQ/tmp"@contoh.example',
    'mailto:?subject=x',
    'https://wa.me/628120000000?text=%E0%A4%A',
    'app://bundle/index.html',
    '',
  ])('[H-9] refuses %j', (url) => {
    expect(findAllowedExternalUrl(url)).toBeUndefined()
  })

  it('[H-9] lets nothing else through in 1,000 random and mangled addresses', () => {
    const seeds = fc.constantFrom(
      'https://wa.me/6281',
      'tel:+62',
      'mailto:a@b.example',
      'https://',
      'javascript:',
      'file:',
    )
    const noise = fc.string({ unit: 'binary', maxLength: 40 })
    fc.assert(
      fc.property(fc.tuple(noise, seeds, noise, fc.webUrl()), ([before, seed, after, web]) => {
        for (const url of [before + seed + after, seed + after, web, seed + web]) {
          const allowed = findAllowedExternalUrl(url)
          if (allowed === undefined) continue
          expect(allowed).toMatch(
            /^(https:\/\/wa\.me\/[0-9]{5,15}(\?text=[^&#\s]*(&text=[^&#\s]*)*)?|tel:\+?[0-9]{5,15}|mailto:[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+(\?(subject|body)=[^&#\s]*(&(subject|body)=[^&#\s]*)*)?)$/,
          )
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('[H-9] hands the operating system nothing when refused, the rebuilt address when allowed', async () => {
    const open = vi.fn(() => Promise.resolve())
    expect(await openExternal('file:///etc/passwd', open)).toBe(false)
    expect(open).not.toHaveBeenCalled()
    expect(await openExternal("https://wa.me/6281200000?text=a'b", open)).toBe(true)
    expect(open).toHaveBeenCalledExactlyOnceWith("https://wa.me/6281200000?text=a'b")
  })
})
