// Starts the app against the server that `?host=` names, by default the echo server beside it.
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.js'

const host = new URLSearchParams(location.search).get('host') ?? 'localhost:8080'

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App host={host} />
  </StrictMode>,
)
