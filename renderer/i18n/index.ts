import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { resources, type Language } from './resources'

const STORAGE_KEY = 'smile-loket.language'

/** Starts in Indonesian unless the person chose English on this computer. */
export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources,
    lng: chosenLanguage(),
    fallbackLng: 'id',
    defaultNS: 'common',
    ns: Object.keys(resources.id),
    interpolation: { escapeValue: false },
    returnNull: false,
    // Keys are codes with underscores; i18next would take their last word for a context.
    contextSeparator: '|',
  })
  document.documentElement.lang = i18next.language
}

export function chosenLanguage(): Language {
  return localStorage.getItem(STORAGE_KEY) === 'en' ? 'en' : 'id'
}

export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(STORAGE_KEY, language)
  document.documentElement.lang = language
  await i18next.changeLanguage(language)
}
