import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  groupInFours,
  groupThousandsWhileTyping,
  readTypedDate,
  readTypedMoney,
  readTypedPeriod,
  showTypedDate,
  showTypedMoney,
} from '../../../renderer/components/form/typedValues'

test.each([
  ['12/05/1987', '1987-05-12'],
  ['12-5-1987', '1987-05-12'],
  ['1.5.1987', '1987-05-01'],
  ['12051987', '1987-05-12'],
  ['1987-05-12', '1987-05-12'],
  ['29/02/2024', '2024-02-29'],
  ['29/02/2023', undefined],
  ['12/05/87', undefined],
  ['05/13/1987', undefined],
  ['', undefined],
])('[U-51] the date typed as "%s" is understood as %s', (typed, iso) => {
  expect(readTypedDate(typed)).toBe(iso)
})

test.each([
  ['4500000', 4_500_000],
  ['4.500.000', 4_500_000],
  ['4,500,000', 4_500_000],
  ['Rp 4.500.000,00', 4_500_000],
  ['4.500.000,50', undefined],
  ['45,5', undefined],
  ['4.50.000', undefined],
  ['4.500,000', undefined],
  ['empat juta', undefined],
  ['9999999999999999', undefined],
])('[U-51] the amount typed as "%s" is understood as %s', (typed, amount) => {
  expect(readTypedMoney(typed)).toBe(amount)
})

test('[U-51] whatever amount is typed digit by digit, the dots never change it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999_999_999_999 }), (amount) => {
      let shown = ''
      for (const digit of String(amount)) shown = groupThousandsWhileTyping(shown + digit)
      expect(shown).toBe(showTypedMoney(amount))
      expect(readTypedMoney(shown)).toBe(amount)
    }),
  )
})

test('[U-51] pasted cents are not taken for more digits', () => {
  expect(groupThousandsWhileTyping('4.500.000,00')).toBe('4.500.000,00')
  expect(readTypedMoney('4.500.000,00')).toBe(4_500_000)
})

test('[U-51] a shown date is read back as itself', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
      (day) => {
        const iso = day.toISOString().slice(0, 10)
        expect(readTypedDate(showTypedDate(iso))).toBe(iso)
      },
    ),
  )
})

test.each([
  ['11/2026', '2026-11'],
  ['112026', '2026-11'],
  ['1-2026', '2026-01'],
  ['13/2026', undefined],
])('[U-51] the month typed as "%s" is understood as %s', (typed, period) => {
  expect(readTypedPeriod(typed)).toBe(period)
})

test.each([
  ['3516990112870003', '3516 9901 1287 0003'],
  ['35.16.99.011287.0003', '3516 9901 1287 0003'],
  ['3516 9901', '3516 9901'],
  ['3516 ', '3516'],
  ['35I6', '35I6'],
])('[U-51] a long number typed or pasted as "%s" is shown as "%s"', (typed, shown) => {
  expect(groupInFours(typed)).toBe(shown)
})
