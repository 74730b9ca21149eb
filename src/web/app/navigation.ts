import type { Permission } from '../../core/access/permissions.ts';
import { word, type Word } from '../../core/kernel/words.ts';

interface NavigationItem {
  readonly to: string;
  readonly title: Word;
  readonly permission: Permission | null;
}

interface NavigationGroup {
  readonly title: Word;
  readonly items: readonly NavigationItem[];
}

/** The stations of the loop in the order in which work passes through them. */
export const navigation: readonly NavigationGroup[] = [
  { title: word('工作台', 'Desk'), items: [{ to: '/', title: word('待办事项', 'What waits for me'), permission: null }] },
  {
    title: word('诉求派单', 'Appeals'),
    items: [
      { to: '/appeals', title: word('诉求', 'Appeals'), permission: 'appeals:read' },
      { to: '/orders', title: word('工单', 'Work orders'), permission: 'dispatch:read' },
      { to: '/model-health', title: word('派单模型', 'Dispatch model'), permission: 'dispatch:read-health' },
      { to: '/automatic-confirmation', title: word('自动确认', 'Automatic confirmation'), permission: 'dispatch:read-health' },
    ],
  },
  { title: word('职责争议', 'Disputes'), items: [{ to: '/disputes', title: word('争议卷宗', 'Dispute files'), permission: 'disputes:read' }] },
  {
    title: word('职责任务分工', 'Division of work'),
    items: [
      { to: '/division-entries', title: word('职责任务分工表', 'Division table'), permission: 'division:read' },
      { to: '/division-drafts', title: word('分工草案', 'Drafts'), permission: 'division:read' },
    ],
  },
  {
    title: word('职责库', 'Registry'),
    items: [
      { to: '/search', title: word('职责库检索', 'Search'), permission: 'registry:read' },
      { to: '/matters', title: word('事项', 'Matters'), permission: 'registry:read' },
      { to: '/departments', title: word('部门', 'Departments'), permission: 'registry:read' },
      { to: '/documents', title: word('文件依据', 'Documents'), permission: 'registry:read' },
      { to: '/basis-changes', title: word('依据变动', 'Changes of bases'), permission: 'registry:read' },
    ],
  },
  {
    title: word('系统管理', 'Administration'),
    items: [
      { to: '/accounts', title: word('账号与岗位', 'Accounts and roles'), permission: 'access:read-accounts' },
      { to: '/journal', title: word('操作留痕', 'Journal'), permission: 'journal:read' },
    ],
  },
];

/** The longest address of the navigation that the present one stands under. */
export function selectedItem(pathname: string): string {
  const all = navigation.flatMap((group) => group.items.map((item) => item.to));
  const under = all.filter((to) => to === pathname || (to !== '/' && pathname.startsWith(`${to}/`)));
  return under.sort((a, b) => b.length - a.length)[0] ?? '';
}
