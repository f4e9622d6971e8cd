/** A file that a command takes by its id: chosen, stored at once, and named by what it is called. */
import { FileInput } from '@mantine/core'
import { useState } from 'react'
import { storeFile } from '#engines/documents/contract.ts'
import { useRun } from '../../wire/queries.ts'
import { useWords } from '../../words/words.ts'
import { words } from '../words.ts'
import { base64Of } from './file-text.ts'

interface StoredFileInputProps {
  readonly label: string
  readonly description?: string | undefined
  readonly error: string | null
  readonly required: boolean
  readonly value: string | null
  readonly onChange: (fileId: string | null) => void
}

export function StoredFileInput({ value, onChange, error, ...common }: StoredFileInputProps) {
  const t = useWords(words)
  const storing = useRun(storeFile)
  const [file, setFile] = useState<File | null>(null)
  const choose = async (chosen: File | null) => {
    setFile(chosen)
    if (!chosen) return onChange(null)
    try {
      const input = {
        name: chosen.name,
        mediaType: chosen.type || 'application/octet-stream',
        contentBase64: await base64Of(chosen),
      }
      onChange((await storing.mutateAsync({ input })).fileId)
    } catch {
      // What is wrong stands beside the field, by the state of the mutation.
      onChange(null)
    }
  }
  return (
    <FileInput
      {...common}
      clearable
      placeholder={value === null ? t('chooseFile') : t('fileStored')}
      clearButtonProps={{ 'aria-label': t('takeFileAway') }}
      value={file}
      error={error ?? storing.error?.message ?? null}
      disabled={storing.isPending}
      onChange={(chosen) => void choose(chosen)}
    />
  )
}
