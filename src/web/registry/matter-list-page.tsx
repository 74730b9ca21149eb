import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Empty, Input, Tag, Tree } from 'antd';
import { useMemo, useState } from 'react';
import { registryOperations } from '../../core/registry/operations.ts';
import { useT } from '../app/language.tsx';
import { useSession } from '../app/session.tsx';
import { matterMatches, treeOf, useMatters, type MatterNode } from '../parts/matters.ts';
import { LinkButton } from '../parts/link-button.tsx';
import { Page } from '../parts/page.tsx';
import { ReadState } from '../parts/read-state.tsx';
import { ClockControl, ClockNotice, useClocks } from './clock-control.tsx';
import { MatterCreateDialog } from './matter-create-dialog.tsx';

/** The tree of matters: classes (一类事项) and single matters (一件事情). */
export function MatterListPage() {
  const t = useT();
  const { can } = useSession();
  const navigate = useNavigate();
  const { q = '' } = useSearch({ strict: false });
  const clocks = useClocks();
  const matters = useMatters(clocks);
  const [creating, setCreating] = useState(false);
  const search = (typed: string) => void navigate({ to: '/matters', search: { ...clocks, ...(typed.trim() === '' ? {} : { q: typed.trim() }) }, replace: true });
  return (
    <Page
      title={t({ zh: '事项', en: 'Matters' })}
      note={t({ zh: '事项分为“一类事项”和“一件事情”，分工条目、争议和诉求都挂在事项之下。', en: 'Classes and single matters; division entries, disputes and appeals hang on them.' })}
      actions={
        <>
          <LinkButton to="/matter-schemes">{t(registryOperations.listMatterSchemes.title)}</LinkButton>
          {can('registry:write') && <Button type="primary" onClick={() => setCreating(true)}>{t(registryOperations.createMatter.title)}</Button>}
        </>
      }
    >
      <ClockControl />
      <ClockNotice />
      <Input.Search allowClear defaultValue={q} onSearch={search} aria-label={t({ zh: '查找事项', en: 'Find a matter' })} placeholder={t({ zh: '名称、代码或关键词，如：物业', en: 'Name, code or keyword' })} style={{ maxWidth: 420 }} />
      <section className="panel">
        <ReadState read={matters}>{(list) => <MatterTree key={q} nodes={treeOf(list)} q={q} />}</ReadState>
      </section>
      {creating && <MatterCreateDialog onClose={() => setCreating(false)} />}
    </Page>
  );
}

/** A node stays when it matches or something under it does; what stands under a matching class stays with it. */
function prune(nodes: readonly MatterNode[], q: string): MatterNode[] {
  if (q === '') return [...nodes];
  return nodes.flatMap((node) => {
    if (matterMatches(node.matter, q)) return [node];
    const children = prune(node.children, q);
    return children.length === 0 ? [] : [{ ...node, children }];
  });
}

interface TreeNode {
  key: string;
  title: React.ReactNode;
  children: TreeNode[];
}

function MatterTree({ nodes, q }: { nodes: readonly MatterNode[]; q: string }) {
  const t = useT();
  const navigate = useNavigate();
  const { on, known } = useClocks();
  const data = useMemo(() => {
    const show = ({ matter, children }: MatterNode): TreeNode => ({
      key: matter.matterId,
      title: <><span className="muted number">{matter.code}</span> <Link to="/matters/$matterId" params={{ matterId: matter.matterId }} search={{ ...(on === undefined ? {} : { on }), ...(known === undefined ? {} : { known }) }} tabIndex={-1}>{matter.name}</Link>{matter.isClass && children.length > 0 && <Tag style={{ marginLeft: 8 }}>{children.length}</Tag>}</>,
      children: children.map(show),
    });
    return prune(nodes, q).map(show);
  }, [nodes, q, on, known]);
  if (data.length === 0) {
    return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={q === '' ? t({ zh: '尚未建立事项。', en: 'No matters yet.' }) : t({ zh: `没有与“${q}”相符的事项，请换一个说法。`, en: `No matter matches “${q}”; say it differently.` })} />;
  }
  return (
    <Tree<TreeNode>
      treeData={data} showLine blockNode defaultExpandAll={q !== '' || data.length < 4} selectedKeys={[]}
      onSelect={(_keys, { node }) => void navigate({ to: '/matters/$matterId', params: { matterId: node.key } })}
      aria-label={t({ zh: '事项目录', en: 'Tree of matters' })}
    />
  );
}
