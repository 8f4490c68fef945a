// Which parts of the ledger each mention of it uses: `npx tsx scripts/ledger-use.ts` prints the table. A parameter or property that
// is typed as the whole ledger and uses one part of it asks for too much (tests/unit/ledger/narrow-use.test.ts).
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
/** What parameters and properties that hold it are called. */
const LEDGER_NAMES = /ledger|accounts/i
/** The interfaces that the ledger is made of, and its accounts. */
const parts = [
  'MailStore',
  'DecisionStore',
  'Outbox',
  'ReviewStore',
  'GuaranteeStore',
  'AuditLog',
  'Leases',
  'Accounts',
]

/** A parameter, property or variable through which the ledger is asked. */
export interface Mention {
  /** As `src/pass/receive.ts`. */
  readonly file: string
  readonly line: number
  readonly name: string
  /** The function that it is a parameter of; undefined for a property of a shape and for a variable. */
  readonly parameterOf: string | undefined
  readonly isWhole: boolean
  /** The parts that are used through it; with `Ledger`, it is handed on as a whole. */
  readonly uses: readonly string[]
}

/** All mentions outside the ledger's own folder, in the order of the files. */
export function ledgerMentions(): readonly Mention[] {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile)
  const { options, fileNames } = ts.parseJsonConfigFileContent({ ...config, include: ['src'] }, ts.sys, root)
  const program = ts.createProgram(fileNames, options)
  const checker = program.getTypeChecker()
  const found = new Map<ts.Declaration, Set<string>>()
  for (const source of program.getSourceFiles()) {
    if (source.isDeclarationFile || isOfLedger(source)) continue
    visit(source, (node) => note(checker, found, node))
  }
  return [...found].map(([declaration, uses]) => mentionOf(checker, declaration, uses))
}

// ---------------------------------------------------------------------------------------------------------------

const isOfLedger = (source: ts.SourceFile): boolean =>
  relative(root, source.fileName).startsWith('src/ledger/')

function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node)
  ts.forEachChild(node, (child) => visit(child, see))
}

/** The parts that a type names: `Outbox & Leases` names two, `Pick<Outbox, ...>` one, the whole ledger `Ledger`. */
function partsOf(type: ts.Type): readonly string[] {
  const alias = type.aliasSymbol
  if (alias?.name === 'Ledger') return ['Ledger']
  if (alias?.name === 'Pick') return (type.aliasTypeArguments ?? []).slice(0, 1).flatMap(partsOf)
  if (type.isIntersection()) return type.types.flatMap(partsOf)
  const name = type.symbol?.name
  return name !== undefined && parts.includes(name) ? [name] : []
}

/** What one look at the ledger uses: the part of the member that is asked, or what it is handed on as. */
function note(checker: ts.TypeChecker, found: Map<ts.Declaration, Set<string>>, node: ts.Node): void {
  if (!ts.isIdentifier(node) || !LEDGER_NAMES.test(node.text) || ts.isTypeNode(node.parent)) return
  const type = checker.getTypeAtLocation(node)
  if (partsOf(type).length === 0) return
  const declaration = declarationOf(checker, node)
  if (declaration === undefined || isOfLedger(declaration.getSourceFile())) return
  const uses = found.get(declaration) ?? new Set()
  found.set(declaration, uses)
  if (ts.getNameOfDeclaration(declaration) === node) return
  for (const part of usedAt(checker, node)) uses.add(part)
}

function declarationOf(checker: ts.TypeChecker, node: ts.Identifier): ts.Declaration | undefined {
  const symbol = ts.isShorthandPropertyAssignment(node.parent)
    ? checker.getShorthandAssignmentValueSymbol(node.parent)
    : checker.getSymbolAtLocation(node)
  const [declaration] = symbol?.declarations ?? []
  return declaration && (ts.isParameter(declaration) || isNamed(declaration)) ? declaration : undefined
}

const isNamed = (declaration: ts.Declaration): boolean =>
  ts.isBindingElement(declaration) ||
  ts.isPropertySignature(declaration) ||
  ts.isVariableDeclaration(declaration)

function usedAt(checker: ts.TypeChecker, node: ts.Identifier): readonly string[] {
  const whole = ts.isPropertyAccessExpression(node.parent) && node.parent.name === node ? node.parent : node
  const { parent } = whole
  if (ts.isPropertyAccessExpression(parent) && parent.expression === whole)
    return partOfMember(checker, parent.name)
  const wanted = ts.isShorthandPropertyAssignment(parent)
    ? contextOf(checker, parent)
    : ts.isExpression(whole)
      ? checker.getContextualType(whole)
      : undefined
  return wanted ? partsOf(wanted) : []
}

function contextOf(checker: ts.TypeChecker, property: ts.ShorthandPropertyAssignment): ts.Type | undefined {
  const object = checker.getContextualType(property.parent)
  const member = object?.getProperty(property.name.text)
  return member && checker.getTypeOfSymbolAtLocation(member, property)
}

function partOfMember(checker: ts.TypeChecker, name: ts.MemberName): readonly string[] {
  if (name.text === 'accounts') return ['Accounts']
  const [declaration] = checker.getSymbolAtLocation(name)?.declarations ?? []
  const owner = declaration?.parent
  return owner && ts.isInterfaceDeclaration(owner) ? [owner.name.text] : []
}

function mentionOf(checker: ts.TypeChecker, declaration: ts.Declaration, uses: ReadonlySet<string>): Mention {
  const source = declaration.getSourceFile()
  const name = ts.getNameOfDeclaration(declaration) ?? declaration
  return {
    file: relative(root, source.fileName),
    line: source.getLineAndCharacterOfPosition(name.getStart()).line + 1,
    name: name.getText(),
    parameterOf: parameterOf(declaration),
    isWhole: partsOf(checker.getTypeAtLocation(declaration)).includes('Ledger'),
    uses: [...uses].sort(),
  }
}

function parameterOf(declaration: ts.Declaration): string | undefined {
  const parameter = ts.findAncestor(declaration, ts.isParameter)
  const within = parameter?.parent
  if (within === undefined || !ts.isFunctionLike(within)) return undefined
  const named = within.name ? within : within.parent
  return ts.getNameOfDeclaration(named as ts.Declaration)?.getText() ?? 'a function'
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { file, line, name, parameterOf: of, isWhole, uses } of ledgerMentions())
    process.stdout.write(
      `${isWhole ? 'whole ' : 'narrow'}  ${file}:${line}  ${of ? `${name} of ${of}` : name}: ${uses.join(', ')}\n`,
    )
}
