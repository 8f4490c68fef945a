// A choice of one from a list, with its label.

export interface Option {
  readonly value: string
  readonly label: string
}

interface SelectProps {
  readonly name: string
  readonly label: string
  readonly chosen?: string
  readonly options: readonly Option[]
  /** Options under a heading, after the others. */
  readonly groups?: readonly { readonly label: string; readonly options: readonly Option[] }[]
  readonly hint?: string
  readonly isRequired?: boolean
  /** The single key that moves the focus here. */
  readonly hotkey?: string
}

export const Select = ({
  name,
  label,
  chosen = '',
  options,
  groups = [],
  hint,
  isRequired,
  hotkey,
}: SelectProps) => (
  <div class="form-group">
    <label class="form-label" for={name}>
      {label}
    </label>
    {hint && (
      <span class="form-hint" id={`${name}-hint`}>
        {hint}
      </span>
    )}
    <select
      class="form-select"
      id={name}
      name={name}
      required={isRequired}
      {...(hint ? { 'aria-describedby': `${name}-hint` } : {})}
      {...(hotkey ? { 'data-key': hotkey } : {})}
    >
      <Options options={options} chosen={chosen} />
      {groups.map((group) => (
        <optgroup label={group.label}>
          <Options options={group.options} chosen={chosen} />
        </optgroup>
      ))}
    </select>
  </div>
)

// ---------------------------------------------------------------------------------------------------------------

const Options = ({ options, chosen }: { readonly options: readonly Option[]; readonly chosen: string }) => (
  <>
    {options.map(({ value, label }) => (
      <option value={value} selected={value === chosen}>
        {label}
      </option>
    ))}
  </>
)
