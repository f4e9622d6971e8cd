/** A model opened in the modeller, to be changed and proposed as a draft. */
import 'bpmn-js/dist/assets/diagram-js.css'
import 'bpmn-js/dist/assets/bpmn-js.css'
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn.css'
import './diagram.css'
import { Box, Button } from '@mantine/core'
import { useNavigate, useParams } from '@tanstack/react-router'
import Modeler from 'bpmn-js/lib/Modeler'
import { useEffect, useRef, useState } from 'react'
import { getProcess, propose } from '#engines/process/contract.ts'
import { CommandButton } from '../language/command-button.tsx'
import { useDraft } from '../language/form/draft.ts'
import { useModelNames } from '../language/model-names.ts'
import { Page } from '../language/page.tsx'
import { RefusalNote } from '../language/refusal-note.tsx'
import { useAsk } from '../wire/queries.ts'
import { useWords } from '../words/words.ts'
import { Overtaken, useNewer } from './overtaken.tsx'
import { words } from './words.ts'

const nothingDrawn = { xml: null }

interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

interface Canvas {
  viewbox(): { readonly inner: Area; readonly outer: Pick<Area, 'width' | 'height'> }
  viewbox(area: Area): void
}

/** What the modeller's palette covers at the left. */
const PALETTE_PX = 120

/** All of the drawing, beside the palette and not behind it. */
function fitBesidePalette(canvas: Canvas) {
  const { inner, outer } = canvas.viewbox()
  const scale = Math.min(1, (outer.width - PALETTE_PX) / inner.width, outer.height / inner.height)
  const [width, height] = [outer.width / scale, outer.height / scale]
  canvas.viewbox({
    x: inner.x - PALETTE_PX / scale,
    y: inner.y - (height - inner.height) / 2,
    width,
    height,
  })
}

export default function ModelEditor() {
  const { definitionId = '' } = useParams({ strict: false }) as { definitionId?: string }
  return <Drawing key={definitionId} definitionId={definitionId} />
}

function Drawing({ definitionId }: { definitionId: string }) {
  const t = useWords(words)
  const inModel = useModelNames()
  const navigate = useNavigate()
  const { data: model, error } = useAsk(getProcess, { definitionId }, { staleTime: Number.POSITIVE_INFINITY })
  const holder = useRef<HTMLDivElement>(null)
  const modeler = useRef<Modeler | null>(null)
  const draft = useDraft(`model ${definitionId}`, nothingDrawn)
  const xml = draft.values['xml'] as string | null
  const [begun, begin] = useState({ xml })
  const newer = useNewer(model)
  // Whoever has seen what the others did, and goes on, proposes on what is in force now.
  const [seen, see] = useState(0)
  const isOvertaken = newer !== null && newer.version > seen
  const original = model?.xml
  const { set } = draft
  useEffect(() => {
    if (!holder.current || !original) return
    const drawn = new Modeler({ container: holder.current })
    modeler.current = drawn
    const changed = async () => {
      const { xml: now } = await drawn.saveXML({ format: true })
      set({ xml: now ?? null })
    }
    void drawn.importXML(begun.xml ?? original).then(() => {
      fitBesidePalette(drawn.get<Canvas>('canvas'))
      drawn.on('commandStack.changed', () => void changed())
    })
    return () => drawn.destroy()
  }, [original, begun, set])
  if (error) return <RefusalNote error={error} />
  return (
    <Page
      title={model ? inModel(model.key, model.key, model.name) : ''}
      lead={t('editLead')}
      actions={
        <>
          {xml !== null && (
            <Button
              variant="subtle"
              onClick={() => {
                draft.forget()
                begin({ xml: null })
              }}
            >
              {t('undoDrawing')}
            </Button>
          )}
          <Button
            variant="default"
            onClick={() => void navigate({ to: `/processes/models/${definitionId}` })}
          >
            {t('leave')}
          </Button>
          {model && (
            <CommandButton
              contract={propose}
              label={t('propose')}
              variant="filled"
              isDisabled={xml === null || isOvertaken}
              fill={{
                kind: 'process',
                resource: model.resource,
                xml: xml ?? model.xml,
                writtenOn: { [model.key]: Math.max(model.version, seen) },
              }}
              onDone={({ draftId }) => {
                draft.forget()
                void navigate({ to: `/drafts/${draftId}` })
              }}
            />
          )}
        </>
      }
    >
      {model && isOvertaken && (
        <Overtaken
          model={model}
          newer={newer}
          drawn={xml ?? model.xml}
          keep={() => see(newer.version)}
          take={() => {
            draft.forget()
            void navigate({ to: `/processes/models/${newer.id}/edit` })
          }}
        />
      )}
      <Box
        ref={holder}
        className="diagram"
        h="70vh"
        bd="1px solid var(--mantine-color-default-border)"
        role="application"
        aria-label={t('diagram')}
      />
    </Page>
  )
}
