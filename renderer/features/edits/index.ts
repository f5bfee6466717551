export { ContactsPanel } from './ContactsPanel'
export { EditContactPage, EditEmployerPage, EditWorkerPage } from './EditPages'
export { useFieldWords } from './fieldWords'
export { WaitingFields } from './WaitingFields'
