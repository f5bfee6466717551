import { describe, expect, test } from 'vitest'
import { comparableLegalName, validateLegalName } from '#shared/domain/identity/legalName'
import {
  comparableName,
  compareNames,
  nameFindings,
  validatePersonName,
} from '#shared/domain/identity/personName'

const codes = (text: string) => validatePersonName(text).findings.map((one) => one.code)

describe('[I-8] names of people', () => {
  test.each([
    ['Siti  Nur’aini ', "Siti Nur'aini"],
    ['Andi R. Putra-Wijaya', 'Andi R. Putra-Wijaya'],
    ['Ñoman Désy', 'Ñoman Désy'],
  ])('%s is kept as %s', (text, name) => {
    expect(validatePersonName(text)).toEqual({ value: name, findings: [] })
  })

  test.each([
    ['', 'REQUIRED'],
    ['   ', 'REQUIRED'],
    ['B4mbang', 'NAME_CHARACTERS'],
    ['<b>Bambang</b>', 'NAME_CHARACTERS'],
    ['=SUM(A1)', 'NAME_CHARACTERS'],
    ['...', 'NAME_CHARACTERS'],
    ['A'.repeat(151), 'TEXT_LENGTH'],
    ['Bambang Contoh, S.E.', 'NAME_HAS_TITLE'],
    ['Bambang Contoh S.Kom.', 'NAME_HAS_TITLE'],
  ])('%s is found to be %s', (text, code) => {
    expect(codes(text)).toEqual([code])
  })

  test.each([
    ['H. Bambang Contoh, S.E., M.M.', 'BAMBANG CONTOH'],
    ['Dr. Ir. BAMBANG contoh', 'BAMBANG CONTOH'],
    ['Bambang Contoh S.Kom.', 'BAMBANG CONTOH'],
    ["Siti Nur'aini", 'SITI NURAINI'],
    ['Hj', 'HJ'],
  ])('%s is compared as %s', (text, comparable) => {
    expect(comparableName(text)).toBe(comparable)
  })

  test('one or two letters off is close, more is different', () => {
    expect(compareNames('Bambang Contoh', 'BAMBANG CONTOH, S.H.')).toBe('SAME')
    expect(compareNames('Bambang Contoh', 'Bambnag Contoh')).toBe('CLOSE')
    expect(compareNames('Bambang Contoh', 'Bambang Conto')).toBe('CLOSE')
    expect(compareNames('Bambang Contoh', 'Bambing Kontoh')).toBe('CLOSE')
    expect(compareNames('Bambang Contoh', 'Bimbing Kontoh')).toBe('DIFFERENT')
    expect(nameFindings('Bambang', 'Bambank')[0]).toMatchObject({ severity: 'WARNING' })
    expect(nameFindings('Bambang', 'Sutrisno')[0]).toMatchObject({ severity: 'ERROR' })
    expect(nameFindings('Bambang', 'bambang')).toEqual([])
  })
})

describe('[I-9] names of companies', () => {
  test('are stored in capitals and sorted without the legal form', () => {
    expect(validateLegalName(' PT  Contoh Maju ').value).toBe('PT CONTOH MAJU')
    expect(comparableLegalName('PT. Contoh Maju, Tbk.')).toBe('CONTOH MAJU')
    expect(comparableLegalName('PT')).toBe('PT')
  })

  test('a repeated legal form and a bad length are noticed', () => {
    const of = (text: string) => validateLegalName(text).findings.map((one) => one.code)
    expect(of('PT Contoh Maju PT')).toEqual(['LEGAL_FORM_REPEATED'])
    expect(of('AB')).toEqual(['TEXT_LENGTH'])
    expect(of('A'.repeat(151))).toEqual(['TEXT_LENGTH'])
  })
})
