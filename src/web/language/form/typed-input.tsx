/** A text that means something else: it may be half typed, and is read when it can be. */
import { TextInput, type TextInputProps } from '@mantine/core'
import { useState } from 'react'

interface TypedInputProps extends Omit<TextInputProps, 'value' | 'onChange'> {
  /** The value as text, as it stands outside. */
  readonly value: string
  /** The value of a text, or null while it is none. */
  readonly read: (text: string) => unknown
  readonly set: (value: unknown) => void
}

export function TypedInput({ value, read, set, error, ...props }: TypedInputProps) {
  const [typed, type] = useState<string | null>(null)
  const isUnread = typed !== null && typed !== '' && read(typed) === null
  return (
    <TextInput
      {...props}
      error={isUnread ? (error ?? true) : error}
      value={typed ?? value}
      onChange={({ currentTarget }) => {
        type(currentTarget.value)
        set(currentTarget.value === '' ? undefined : (read(currentTarget.value) ?? undefined))
      }}
      onBlur={() => {
        if (!isUnread) type(null)
      }}
    />
  )
}
