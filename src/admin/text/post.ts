/** Texts of a post’s page. */
export const en = {
  post: {
    approve: 'Approve',
    approved: 'Approved',
    edited: 'Your edits are not in what is armed.',
    editedHelp:
      'Version of {{time}} was approved and will go out. What you changed since then stays behind until it is approved and armed again.',
    editedNeedsApproval: 'Approve the newest version first, then re-arm.',
    openPublishing: 'Publishing',
    reArm: 'Re-arm with the newest approved version',
    reArmDone: 'Re-armed with the newest approved version',
    reject: 'Reject',
    rejected: 'Rejected',
    rejectWhy: 'What has to change?',
    reopen: 'Back to draft',
    reopened: 'Back to draft',
    saveFirst: 'Save your changes first.',
    status: 'Publishing',
    submit: 'Submit for review',
    submitted: 'Submitted for review',
    tab: 'Publishing',
  },
  stage: { approved: 'Approved', archived: 'Archived', draft: 'Draft', 'in-review': 'In review', rejected: 'Rejected' },
}

export const zh: typeof en = {
  post: {
    approve: '通过',
    approved: '已通过审核',
    edited: '您的修改不在已就绪的排期里。',
    editedHelp: '将要发布的是 {{time}} 通过审核的版本。此后的修改要重新审核并重新就绪后才会发布。',
    editedNeedsApproval: '请先审核通过最新版本，再重新就绪。',
    openPublishing: '排期与发布',
    reArm: '用最新通过的版本重新就绪',
    reArmDone: '已用最新通过的版本重新就绪',
    reject: '驳回',
    rejected: '已驳回',
    rejectWhy: '需要修改什么？',
    reopen: '退回草稿',
    reopened: '已退回草稿',
    saveFirst: '请先保存修改。',
    status: '发布',
    submit: '提交审核',
    submitted: '已提交审核',
    tab: '排期与发布',
  },
  stage: { approved: '已通过', archived: '已归档', draft: '草稿', 'in-review': '审核中', rejected: '已驳回' },
}
