/**
 * A page of documentation: what it is about, one story to play with, and the other scenarios as strips of states.
 */
import { Controls, DocsContext, Heading, Primary, Title, Unstyled } from '@storybook/addon-docs/blocks'
import { useContext } from 'react'
import { Scenario } from '../../stories/ui/Scenario.js'
import { Scrolling } from './Scrolling.js'
import { Words } from './Words.js'

export function Page() {
  const [primary, ...scenarios] = useContext(DocsContext).componentStories()
  if (!primary) return null
  const { component, story } = docsOf(primary)
  return (
    <>
      <Title />
      <Words>{component}</Words>
      <Heading>{primary.name}</Heading>
      <Words>{story}</Words>
      <Primary />
      <Scrolling label="Controls">
        <Controls />
      </Scrolling>
      {scenarios.length > 0 && <Heading>Scenarios</Heading>}
      <Unstyled>
        <div className="rwn scenarios">
          {scenarios.map((scenario) => (
            <Scenario key={scenario.id} id={scenario.id} name={scenario.name} strip={scenario.parameters.strip ?? []}>
              <Words>{docsOf(scenario).story}</Words>
            </Scenario>
          ))}
        </div>
      </Unstyled>
    </>
  )
}

/** What is written about a file of stories, and about one of them. */
function docsOf({ parameters }: { readonly parameters: object }): { component: string; story: string } {
  const { docs } = parameters as { docs?: { description?: { component?: string; story?: string } } }
  return { component: docs?.description?.component ?? '', story: docs?.description?.story ?? '' }
}
