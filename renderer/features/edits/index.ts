export { useFieldWords } from './fieldWords'
