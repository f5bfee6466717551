import type { LetterDocument } from '../blocks'
import type { LetterItem } from '../types'
import { billingLetterDocument } from './billingLetter'
import { statementDocument } from './statement'

/** Content of any letter this package knows. @throws LetterFigureError when figures do not add up */
export function buildDocument(item: LetterItem): LetterDocument {
  switch (item.type) {
    case 'BILLING_LETTER':
      return billingLetterDocument(item.data)
    case 'STATEMENT':
      return statementDocument(item.data)
  }
}
