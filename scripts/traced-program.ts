// The program with every function told of when it is entered: for following one mail through the files (scripts/trace-mail.ts).
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import ts from 'typescript'

const root = resolve(import.meta.dirname, '..')

/** The variable that names the file which a traced program writes its entries to, a line each: `caller callee`. */
export const TRACE_VARIABLE = 'TRACE_FILE'

/** Who calls whom is kept across awaits. Only the program itself writes, not the processes that it starts. */
const prelude = `
import { AsyncLocalStorage } from 'node:async_hooks'
import { appendFileSync } from 'node:fs'
const file = process.env['${TRACE_VARIABLE}']
const storage = new AsyncLocalStorage()
const isOn = file !== undefined && process.argv[1]?.endsWith('cli/index.js')
export const enter = (name, body) => {
  if (!isOn) return body()
  const caller = storage.getStore() ?? '-'
  if (caller !== name) appendFileSync(file, caller + ' ' + name + '\\n')
  return storage.run(name, body)
}
`

/** Writes the traced program below `folder`, which is made. Returns the file to run. */
export function writeTracedProgram(folder: string, source = root): string {
  const dist = join(folder, 'dist')
  const { compilerOptions } = JSON.parse(readFileSync(join(source, 'tsconfig.json'), 'utf8'))
  const { options } = ts.convertCompilerOptionsFromJson(
    // One file at a time cannot be told by package.json that it is a module.
    { ...compilerOptions, noEmit: false, module: 'ESNext', moduleResolution: 'Bundler' },
    source,
  )
  const names = readdirSync(join(source, 'src'), { recursive: true, encoding: 'utf8' })
  for (const name of names.filter((one) => /\.tsx?$/.test(one) && !one.endsWith('.d.ts'))) {
    const target = join(dist, name.replace(/\.tsx?$/, '.js'))
    const { outputText } = ts.transpileModule(readFileSync(join(source, 'src', name), 'utf8'), {
      compilerOptions: options,
      fileName: join(source, 'src', name),
      transformers: { before: [tracing(name)] },
    })
    const up = '../'.repeat(name.split('/').length - 1) || './'
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(
      target,
      `import { enter as $enter } from '${up}trace-prelude.js'\n${outputText.replace(/^#!.*/, '')}`,
    )
  }
  writeFileSync(join(dist, 'trace-prelude.js'), prelude)
  for (const name of ['package.json', 'data', 'node_modules'])
    symlinkSync(join(source, name), join(folder, name))
  cpSync(join(source, 'src/web/assets'), join(dist, 'web/assets'), { recursive: true })
  return join(dist, 'cli/index.js')
}

// ---------------------------------------------------------------------------------------------------------------

/** Wraps the body of each function in a call that notes the file. A generator runs in its caller's steps, and is left as it is. */
function tracing(name: string): ts.TransformerFactory<ts.SourceFile> {
  return (context) => (file) => {
    const visit = (node: ts.Node): ts.Node => {
      const seen = ts.visitEachChild(node, visit, context)
      if (ts.isArrowFunction(seen)) return enteredArrow(seen, name)
      if (ts.isFunctionDeclaration(seen) && !seen.asteriskToken) return enteredFunction(seen, name)
      return ts.isMethodDeclaration(seen) && !seen.asteriskToken ? enteredMethod(seen, name) : seen
    }
    return ts.visitNode(file, visit) as ts.SourceFile
  }
}

const { factory } = ts

function enteredArrow(node: ts.ArrowFunction, name: string): ts.Node {
  const { modifiers, typeParameters, parameters, type, equalsGreaterThanToken: arrow } = node
  const block = ts.isBlock(node.body)
    ? node.body
    : factory.createBlock([factory.createReturnStatement(node.body)])
  const body = entered(node, block, name)
  return factory.updateArrowFunction(node, modifiers, typeParameters, parameters, type, arrow, body)
}

function enteredFunction(node: ts.FunctionDeclaration, name: string): ts.Node {
  const { modifiers, name: own, typeParameters, parameters, type } = node
  const body = node.body && entered(node, node.body, name)
  return factory.updateFunctionDeclaration(
    ...([node, modifiers, undefined, own, typeParameters, parameters, type, body] as const),
  )
}

function enteredMethod(node: ts.MethodDeclaration, name: string): ts.Node {
  const { modifiers, name: own, questionToken, typeParameters, parameters, type } = node
  const body = node.body && entered(node, node.body, name)
  return factory.updateMethodDeclaration(
    ...([node, modifiers, undefined, own, questionToken, typeParameters, parameters, type, body] as const),
  )
}

function entered(node: ts.SignatureDeclaration, body: ts.Block, name: string): ts.Block {
  const isAsync = ts.canHaveModifiers(node) && hasAsync(ts.getModifiers(node))
  const modifiers = isAsync ? [factory.createModifier(ts.SyntaxKind.AsyncKeyword)] : undefined
  const call = factory.createCallExpression(factory.createIdentifier('$enter'), undefined, [
    factory.createStringLiteral(name),
    factory.createArrowFunction(modifiers, undefined, [], undefined, undefined, body),
  ])
  return factory.createBlock([factory.createReturnStatement(call)])
}

const hasAsync = (modifiers: readonly ts.Modifier[] | undefined): boolean =>
  modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) === true
