/** A year of six activities. */
export const request = JSON.stringify({
  year: 2026,
  activities: [
    { id: "a1", kind: "paper", title: "论文", date: "2026-09-01", indexed_by: "none", authorship: "first" },
    { id: "a2", kind: "training_course", title: "校本培训", date: "2026-08-25", organiser: "employer", full_days: 3 },
    { id: "a3", kind: "teaching", title: "讲座", date: "2026-04-03" },
    { id: "a4", kind: "teaching", title: "讲座", date: "2026-11-06" },
    { id: "a5", kind: "recorded_hours", title: "国培", date: "2026-07-30", subject: "professional", hours: 36 },
    { id: "a6", kind: "recorded_hours", title: "公需", date: "2026-07-30", subject: "general", hours: 30 },
  ],
});
