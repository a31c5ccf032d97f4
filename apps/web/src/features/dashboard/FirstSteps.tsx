import { Anchor, Button, Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { Link } from 'react-router';
import { paths } from '../../shared/paths';
import { Scene, type SceneName } from '../../shared/ui/Scene';
import classes from './Dashboard.module.css';

interface Step {
  /** What will be there. */
  scene: SceneName;
  title: string;
  text: string;
  action: string;
  to: string;
  isDone: boolean;
}

/** Until the first campaign went out, Home is the way to it. */
export function FirstSteps({
  workspaceId,
  hasContacts,
  hasTemplates,
  hasCampaigns,
}: {
  workspaceId: string;
  hasContacts: boolean;
  hasTemplates: boolean;
  hasCampaigns: boolean;
}) {
  const steps: Step[] = [
    {
      scene: 'contacts',
      title: 'Import your contacts',
      text: 'Import a CSV, Excel or vCard file. You check every column with sample rows before anything is saved.',
      action: 'Import contacts',
      to: paths.newImport(workspaceId),
      isDone: hasContacts,
    },
    {
      scene: 'templates',
      title: 'Write a message',
      text: 'A template with merge tags and fallbacks, previewed as any of your contacts.',
      action: 'Create template',
      to: paths.startTemplate(workspaceId),
      isDone: hasTemplates,
    },
    {
      scene: 'campaigns',
      title: 'Rehearse a campaign',
      text: 'Choose a list, request approval, launch. Messages land in the built-in mail lab, so no real person gets one.',
      action: 'Create campaign',
      to: paths.newCampaign(workspaceId),
      isDone: hasCampaigns,
    },
  ];
  const current = steps.findIndex((step) => !step.isDone);
  return (
    <section aria-label="Three steps to the first campaign">
      <ol className={classes.steps}>
        {steps.map((step, index) => (
          <li
            key={step.title}
            className={[classes.step, step.isDone ? classes.stepDone : index === current ? classes.stepNow : ''].join(' ')}
          >
            <Scene name={step.scene} className={classes.stepScene} />
            <span className={classes.stepMark}>{step.isDone ? <IconCheck size={14} aria-label="Done" /> : index + 1}</span>
            <h2 className={classes.stepTitle}>{step.title}</h2>
            <p className={classes.stepText}>{step.text}</p>
            <Button component={Link} to={step.to} variant={index === current ? 'filled' : 'default'}>
              {step.action}
            </Button>
          </li>
        ))}
      </ol>
      {!hasContacts && (
        <Text c="dimmed" mt="md">
          Rather look around first?{' '}
          <Anchor component={Link} to={paths.start(workspaceId)}>
            Load sample data
          </Anchor>
        </Text>
      )}
    </section>
  );
}
